using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Kullback-Leibler divergence of probabilities: <c>Σ y · ln(y / ŷ)</c>; both are kept between 1e-7 and 1.</summary>
/// <example><code>model.Compile("adam", "kl_divergence");</code></example>
public sealed class KLDivergence : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.KLDivergence(target, output);

    internal static KLDivergence FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "kl_divergence"),
        Reduction = LossConfig.Reduction(config),
    };
}
