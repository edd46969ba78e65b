namespace Keratin.Metrics;

/// <summary>Weighted mean of numbers: <c>Σ w · x / Σ w</c> over all batches of the epoch. The base of most metrics.</summary>
/// <remarks>
/// <para>As in Keras a sample counts once: its numbers are averaged before they are added up, so the count is one of samples, not of pixels, and
/// whole in a float for 16 million of them. The samples of a batch are added up before they meet the sum of the epoch.</para>
/// <para>A mean of one's own says in <see cref="Values"/> which numbers a batch has.</para>
/// </remarks>
/// <example>
/// <code>
/// // Share of samples that are off by no more than 0.1.
/// public sealed class Close() : Mean("close")
/// {
///     protected override KerasTensor Values(KerasTensor target, KerasTensor output) =&gt;
///         Ops.Constant(0.1f).GreaterEqual((target - output).Absolute());
/// }
/// </code>
/// </example>
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
    /// <param name="values">The numbers, the samples first.</param>
    /// <param name="weight">What each sample counts, or each of its numbers; 1 by default. Axes that are missing are averaged over.</param>
    public void Update(KerasTensor values, KerasTensor? weight = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (weight is null)
        {
            int samples = values.Rank == 0 ? 1 : values.Shape[0];
            Add(values.Sum() * ((float)samples / values.Shape.Elements), Ops.Constant(samples));
            return;
        }
        (values, weight) = LossInputs.SameRank(values, weight);
        if (values.Rank > weight.Rank)
            values = values.Mean([.. Enumerable.Range(weight.Rank, values.Rank - weight.Rank)]);
        weight = weight.BroadcastTo(values.Shape);
        // Both are means over all axes but that of the samples.
        float share = values.Rank == 0 ? 1 : (float)values.Shape[0] / values.Shape.Elements;
        Add((values * weight).Sum() * share, weight.Sum() * share);
    }

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null) =>
        UpdateState(target, output, sampleWeight, null);

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight, KerasTensor? mask)
    {
        KerasTensor values = Values(target, output);
        KerasTensor? weight = Masked(sampleWeight, mask);
        Update(values, weight is null ? null : Masked(weight, Counted(target, values)));
    }

    /// <summary>The numbers of each sample; the mean itself has none.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    protected virtual KerasTensor Values(KerasTensor target, KerasTensor output) =>
        throw new NotSupportedException($"Metric '{Name}': a plain mean has no rule for targets and outputs; call Update with numbers.");

    // Which of the values count; asked, as in Keras, only where there are weights.
    private protected virtual KerasTensor? Counted(KerasTensor target, KerasTensor values) => null;

    private static KerasTensor? Masked(KerasTensor? weight, KerasTensor? mask)
    {
        if (weight is null || mask is null)
            return weight ?? mask;
        (mask, weight) = SampleWeights.Align(mask, weight);
        return mask * weight;
    }

    private void Add(KerasTensor sum, KerasTensor count)
    {
        _total.Assign(_total + sum);
        _count.Assign(_count + count);
    }
}
