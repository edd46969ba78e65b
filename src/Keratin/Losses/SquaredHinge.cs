using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Squared hinge loss, mean along the last axis: <c>mean(max(1 - y · ŷ, 0)²)</c>. Targets are -1 or 1; where all are 0 or 1, 0 counts as -1.
/// </summary>
/// <example><code>model.Compile("adam", "squared_hinge");</code></example>
public sealed class SquaredHinge : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.SquaredHinge(target, output);

    internal static SquaredHinge FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "squared_hinge"),
        Reduction = LossConfig.Reduction(config),
    };
}
