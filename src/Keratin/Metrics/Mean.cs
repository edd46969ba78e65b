namespace Keratin.Metrics;

/// <summary>Weighted mean of numbers: <c>Σ w · x / Σ w</c> over all batches of the epoch. The base of most metrics.</summary>
public class Mean : Metric
{
    private readonly Variable _total, _count;

    /// <summary>A mean of that name.</summary>
    /// <param name="name">Its name in logs.</param>
    public Mean(string name = "mean")
        : base(name)
    {
        _total = AddVariable("total");
        _count = AddVariable("count");
    }

    /// <inheritdoc/>
    public override float Result() => _count.Span[0] == 0 ? 0 : _total.Span[0] / _count.Span[0];

    /// <summary>While a step is traced: takes numbers into account.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="weight">What each counts; 1 by default. It broadcasts.</param>
    public void Update(KerasTensor values, KerasTensor? weight = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        KerasTensor weighted = weight is null ? values : values * weight;
        KerasTensor count = weight is null ? Ops.Constant(values.Shape.Elements) : weight.BroadcastTo(weighted.Shape).Sum();
        _total.Assign(_total + weighted.Sum());
        _count.Assign(_count + count);
    }

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        KerasTensor values = Values(target, output);
        if (sampleWeight is not null && sampleWeight.Rank < values.Rank)
            sampleWeight = sampleWeight.Reshape([.. sampleWeight.Shape, .. Enumerable.Repeat(1, values.Rank - sampleWeight.Rank)]);
        Update(values, sampleWeight);
    }

    /// <summary>The number of each sample; the mean itself has none.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    protected virtual KerasTensor Values(KerasTensor target, KerasTensor output) =>
        throw new NotSupportedException($"Metric '{Name}': a plain mean has no rule for targets and outputs; call Update with numbers.");
}
