namespace Keratin.Metrics;

/// <summary>Counts which class was taken for which, and what follows from it.</summary>
/// <example>
/// <code>
/// var confusion = new ConfusionMatrix(10);
/// confusion.Add(label: 4, predicted: 9);
/// double recall = confusion.Recall(4);
/// </code>
/// </example>
/// <param name="classes">How many classes there are, at least 2.</param>
public sealed class ConfusionMatrix(int classes)
{
    private readonly int[,] _counts = new int[Checked(classes), classes];

    /// <summary>How many classes there are.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>How many samples of one class were taken for another, or for itself.</summary>
    /// <param name="label">The class it was.</param>
    /// <param name="predicted">The class it was taken for.</param>
    public int this[int label, int predicted] => _counts[label, predicted];

    /// <summary>How many samples were counted.</summary>
    public int Count => Range().Sum(Support);

    /// <summary>How many of them were recognized.</summary>
    public int Correct => Range().Sum(index => _counts[index, index]);

    /// <summary>Part of the samples that were recognized; 0 where there are none.</summary>
    public double Accuracy => Ratio(Correct, Count);

    /// <summary>Counts one sample.</summary>
    /// <param name="label">The class it is.</param>
    /// <param name="predicted">The class it was taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no class.</exception>
    public void Add(int label, int predicted) => Add(label, predicted, 1);

    /// <summary>Counts samples.</summary>
    /// <param name="labels">The classes they are.</param>
    /// <param name="predicted">The classes they were taken for, as many.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no class.</exception>
    public void Add(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted)
    {
        if (labels.Length != predicted.Length)
            throw new ArgumentException($"ConfusionMatrix: expected as many predictions as labels, {labels.Length}; got {predicted.Length}.", nameof(predicted));
        for (int i = 0; i < labels.Length; i++)
            Add(labels[i], predicted[i]);
    }

    /// <summary>Counts so many samples.</summary>
    internal void Add(int label, int predicted, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)Classes, nameof(label));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)Classes, nameof(predicted));
        _counts[label, predicted] += count;
    }

    /// <summary>How many samples are of the class.</summary>
    /// <param name="index">The class.</param>
    public int Support(int index) => Range().Sum(predicted => _counts[index, predicted]);

    /// <summary>How many samples were taken for the class.</summary>
    /// <param name="index">The class.</param>
    public int Predicted(int index) => Range().Sum(label => _counts[label, index]);

    /// <summary>Of the samples that were taken for the class, the part that is of it; 0 where there are none.</summary>
    /// <param name="index">The class.</param>
    public double Precision(int index) => Ratio(_counts[index, index], Predicted(index));

    /// <summary>Of the samples of the class, the part that was taken for it; 0 where there are none.</summary>
    /// <param name="index">The class.</param>
    public double Recall(int index) => Ratio(_counts[index, index], Support(index));

    /// <summary>The harmonic mean of precision and recall; 0 where both are.</summary>
    /// <param name="index">The class.</param>
    public double F1(int index) => Ratio(2L * _counts[index, index], (long)Predicted(index) + Support(index));

    private IEnumerable<int> Range() => Enumerable.Range(0, Classes);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static int Checked(int classes) =>
        classes >= 2 ? classes : throw new ArgumentOutOfRangeException(nameof(classes), classes, "There are at least 2 classes.");
}
