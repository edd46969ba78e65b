namespace Keratin.Metrics;

/// <summary>Weighted sum of numbers: <c>Σ w · x</c> over all batches of the epoch.</summary>
/// <example>
/// <code>
/// var sum = new Sum();
/// sum.Update([1, 3, 5, 7]);   // with using Keratin.Models
/// float sixteen = sum.Result();
/// </code>
/// </example>
public sealed class Sum : Metric
{
    private readonly Variable _total;

    /// <summary>A sum of that name.</summary>
    /// <param name="name">Its name in logs.</param>
    public Sum(string name = "sum")
        : base(name) => _total = AddVariable("total");

    /// <inheritdoc/>
    public override float Result() => _total.Span[0];

    /// <summary>While a step is traced: takes numbers into account.</summary>
    /// <param name="values">The numbers, the samples first.</param>
    /// <param name="weight">What each sample counts, or each of its numbers; 1 by default.</param>
    public void Update(KerasTensor values, KerasTensor? weight = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (weight is not null)
        {
            (values, weight) = SampleWeights.Align(values, weight);
            values *= weight;
        }
        Accumulate(_total, values.Sum());
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: a sum has no rule for targets and outputs.</exception>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null) =>
        throw new NotSupportedException($"Metric '{Name}': a sum has no rule for targets and outputs; call Update with numbers.");
}
