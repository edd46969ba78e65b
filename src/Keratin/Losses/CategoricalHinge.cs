using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// How far the right class falls short of the best other one plus 1: <c>max(max((1 - y) · ŷ) - Σ y · ŷ + 1, 0)</c>, of one-hot targets.
/// </summary>
/// <example><code>model.Compile("adam", "categorical_hinge");</code></example>
public sealed class CategoricalHinge : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.CategoricalHinge(target, output);

    internal static CategoricalHinge FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "categorical_hinge"),
        Reduction = LossConfig.Reduction(config),
    };
}
