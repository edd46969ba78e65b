using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Share of samples whose class index is among the k most probable ones.</summary>
/// <param name="k">How many classes may be named.</param>
/// <param name="name">Its name in logs.</param>
/// <param name="fromSortedIds">Whether outputs are indices of classes, the most probable first, instead of probabilities.</param>
public sealed class SparseTopKCategoricalAccuracy(int k = 5, string name = "sparse_top_k_categorical_accuracy", bool fromSortedIds = false) : Mean(name)
{
    /// <summary>How many classes may be named.</summary>
    public int K { get; } = Require.Positive(k);

    /// <summary>Whether outputs are indices of classes, the most probable first, instead of probabilities.</summary>
    public bool FromSortedIds { get; } = fromSortedIds;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config.With("k", K);
            // Keras writes it only where it says something.
            return FromSortedIds ? config.With("from_sorted_ids", true) : config;
        }
    }

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        target = LossInputs.Indices($"SparseTopKCategoricalAccuracy '{Name}'", target, output, output.Rank - 1);
        if (!FromSortedIds)
            return TopKCategoricalAccuracy.InTopK(target, output, K);
        KerasTensor named = output.Slice(-1, 0, Math.Min(K, output.Shape[^1]));
        return named.Equal(target.Reshape([.. target.Shape, 1])).Max([-1]);
    }
}
