namespace Keratin.Metrics;

/// <summary>Share of outputs that equal the target. What Keras means by the string <c>"accuracy"</c> depends on the shapes: see <see cref="MetricTable"/>.</summary>
public sealed class Accuracy(string name = "accuracy") : Mean(name)
{
    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        KerasTensor hits = target.Equal(output);
        return hits.Rank > 1 ? hits.Mean([-1]) : hits;
    }
}
