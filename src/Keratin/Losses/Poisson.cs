using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Loss of expected counts: <c>mean(ŷ - y · ln(ŷ + 1e-7))</c> along the last axis.</summary>
/// <example><code>model.Compile("adam", "poisson");</code></example>
public sealed class Poisson : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.Poisson(target, output);

    internal static Poisson FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "poisson"),
        Reduction = LossConfig.Reduction(config),
    };
}
