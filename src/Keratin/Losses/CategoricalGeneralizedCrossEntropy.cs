using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Generalized cross-entropy of class indices, <c>(1 - p[y]^q) / q</c>: the larger q, the less wrong labels pull.</summary>
/// <remarks>Z. Zhang, M. R. Sabuncu: "Generalized cross entropy loss for training deep neural networks with noisy labels", NeurIPS 2018.</remarks>
/// <param name="q">Between 0, which would be cross-entropy, and 1, absolute error; both excluded.</param>
/// <example><code>model.Compile("adam", new CategoricalGeneralizedCrossEntropy(q: 0.7f));</code></example>
public sealed class CategoricalGeneralizedCrossEntropy(float q = 0.5f) : Loss
{
    /// <summary>Between 0, which would be cross-entropy, and 1, absolute error.</summary>
    public float Q { get; } = q is > 0 and < 1 ? q : throw new ArgumentOutOfRangeException(nameof(q), q, "'q' lies between 0 and 1, both excluded.");

    /// <inheritdoc/>
    public override bool TakesIndices => true;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["q"] = Q;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.CategoricalGeneralizedCrossEntropy(target, output, Q);

    internal static CategoricalGeneralizedCrossEntropy FromConfig(JsonObject config) => new((float?)config["q"] ?? 0.5f)
    {
        Name = LossConfig.Name(config, "categorical_generalized_cross_entropy"),
        Reduction = LossConfig.Reduction(config),
    };
}
