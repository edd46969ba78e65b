using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Hinge loss, mean along the last axis: <c>mean(max(1 - y · ŷ, 0))</c>. Targets are -1 or 1; where all are 0 or 1, 0 counts as -1.
/// </summary>
/// <example><code>model.Compile("adam", "hinge");</code></example>
public sealed class Hinge : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.Hinge(target, output);

    internal static Hinge FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "hinge"),
        Reduction = LossConfig.Reduction(config),
    };
}
