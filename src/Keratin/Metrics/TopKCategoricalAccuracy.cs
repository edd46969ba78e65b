using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Share of samples whose class, that of the one-hot target, is among the k most probable ones.</summary>
/// <param name="k">How many classes may be named.</param>
/// <param name="name">Its name in logs.</param>
public sealed class TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy") : Mean(name)
{
    /// <summary>How many classes may be named.</summary>
    public int K { get; } = Require.Positive(k);

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("k", K);

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape($"TopKCategoricalAccuracy '{Name}'", target, output);
        return InTopK(target.ArgMax(), output, K);
    }

    /// <summary>1 where fewer than k classes are more probable than the target's; classes as probable as it do not push it out.</summary>
    internal static KerasTensor InTopK(KerasTensor indices, KerasTensor output, int k)
    {
        // Of a class that there is not, nothing: less than everything.
        KerasTensor right = indices.OneHot(output.Shape[^1]).Where(output, Ops.Constant(float.NegativeInfinity)).Max([-1], keepDims: true);
        KerasTensor better = output.Greater(right).Sum([-1]);
        // A comparison with NaN finds nothing better; it is no hit for all that.
        return Ops.Constant(k).Greater(better) * right.Equal(right).Reshape(better.Shape);
    }
}
