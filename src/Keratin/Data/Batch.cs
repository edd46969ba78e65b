namespace Keratin.Data;

/// <summary>Samples of one step with their targets and weights: what <c>Fit</c> takes from a sequence that need not fit into memory.</summary>
/// <remarks>All parts have as many samples. Batches of one sequence may differ in size.</remarks>
/// <example>
/// <code>
/// IEnumerable&lt;Batch&gt; Pictures()
/// {
///     foreach (string[] files in Directory.GetFiles("pictures").Chunk(32))
///         yield return new Batch(Read(files), Labels(files));
/// }
/// model.Fit(Pictures(), epochs: 5);
/// </code>
/// </example>
public sealed class Batch
{
    /// <summary>A batch for a model with one input and one output.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets; null for a model whose training step needs none.</param>
    /// <param name="sampleWeight">What each counts in the loss; null counts all alike.</param>
    public Batch(Samples x, Samples? y = null, Samples? sampleWeight = null)
        : this([x], y is null ? [] : [y], sampleWeight is null ? [] : [sampleWeight])
    {
    }

    /// <summary>A batch for a model with several inputs or outputs.</summary>
    /// <param name="x">Samples of each input.</param>
    /// <param name="y">Targets of each output.</param>
    /// <param name="sampleWeight">What each sample counts: for all outputs, or for each of them; null or empty counts all alike.</param>
    public Batch(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, IReadOnlyList<Samples>? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfZero(x.Count, nameof(x));
        (X, Y, SampleWeight) = (x, y, sampleWeight ?? []);
    }

    /// <summary>Samples of each input.</summary>
    public IReadOnlyList<Samples> X { get; }

    /// <summary>Targets of each output.</summary>
    public IReadOnlyList<Samples> Y { get; }

    /// <summary>What each sample counts; empty where all count alike.</summary>
    public IReadOnlyList<Samples> SampleWeight { get; }

    /// <summary>Number of samples.</summary>
    public int Count => X[0].Count;

    /// <summary>Cuts samples into batches, in their order; nothing is copied.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="batchSize">Samples of a batch; the last may be smaller.</param>
    public static IEnumerable<Batch> Split(Samples x, Samples? y = null, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        if (y is not null && y.Count != x.Count)
            throw new ArgumentException($"Batch.Split: expected as many targets as samples; got {x.Count} and {y.Count}.", nameof(y));
        return Enumerable.Range(0, (x.Count + batchSize - 1) / batchSize).Select(batch =>
        {
            int start = batch * batchSize, count = Math.Min(batchSize, x.Count - start);
            return new Batch(new SampleRange(x, start, count), y is null ? null : new SampleRange(y, start, count));
        });
    }
}
