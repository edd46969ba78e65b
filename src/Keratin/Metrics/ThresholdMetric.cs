namespace Keratin.Metrics;

/// <summary>What metrics have in common that ask how many outputs lie above a threshold, of those where the target is 1 and where it is 0.</summary>
/// <remarks>
/// <para>Outputs are sorted into buckets by how many thresholds they exceed, which takes little however many there are; all counts, at all
/// thresholds, follow from the buckets when the result is asked for.</para>
/// <para>The state is <c>counts (2, labels, thresholds + 1)</c>: of the positives, then of the negatives.</para>
/// </remarks>
public abstract class ThresholdMetric : Metric
{
    /// <summary>Below everything: the threshold where the k largest outputs count, whatever they are.</summary>
    private protected const float Lowest = -1e10f;

    // As NumPy compares: what is this close to even steps counts as even.
    private const float AbsoluteTolerance = Ops.Epsilon, RelativeTolerance = 1e-5f;

    // So many thresholds are faster compared with one after the other, 16 outputs at a time, than searched through.
    private const int ComparedOneByOne = 8;

    private readonly float[] _sorted;
    private readonly bool _isEven;
    private Variable? _counts;

    private protected ThresholdMetric(string name, IReadOnlyList<float> thresholds, bool? isEven = null)
        : base(name)
    {
        Thresholds = [.. thresholds];
        _sorted = [.. thresholds.Order()];
        _isEven = isEven ?? IsEven([.. thresholds]);
    }

    /// <summary>Above them (strictly) an output counts as 1.</summary>
    public IReadOnlyList<float> Thresholds { get; }

    // 1 for all, or one for each label.
    private int Labels => _counts?.Shape[1] ?? 1;

    /// <summary>What users give: none stands for one, and they lie between 0 and 1.</summary>
    private protected static IReadOnlyList<float> Checked(IReadOnlyList<float>? thresholds, float fallback)
    {
        if (thresholds is null)
            return [fallback];
        foreach (float threshold in thresholds)
        {
            if (threshold is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(thresholds), threshold, "Thresholds lie between 0 and 1.");
        }
        return thresholds.Count > 0 ? thresholds : throw new ArgumentException("There is at least one threshold.", nameof(thresholds));
    }

    /// <summary>0, 1 and even steps between.</summary>
    private protected static float[] EvenSteps(int count) => [.. Enumerable.Range(0, count).Select(i => (float)(i / (count - 1.0)))];

    /// <summary>
    /// Whether thresholds are even steps from 0 to 1, as far as Keras can tell: then an output is put into its bucket by a product.
    /// </summary>
    private protected static bool IsEven(float[] thresholds)
    {
        if (thresholds.Length < 3)
            return false;
        float[] even = EvenSteps(thresholds.Length);
        return thresholds.Zip(even).All(pair => MathF.Abs(pair.First - pair.Second) <= AbsoluteTolerance + (RelativeTolerance * MathF.Abs(pair.Second)));
    }

    /// <summary>While a step is traced: counts a batch.</summary>
    /// <param name="target">0, or anything else for 1.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="weight">A weight for each sample or for each number; null weighs all alike.</param>
    /// <param name="labels">1 counts all numbers together; else each of so many labels, which are the last axis, by itself.</param>
    private protected void Count(KerasTensor target, KerasTensor output, KerasTensor? weight, int labels = 1)
    {
        (target, output) = LossInputs.SameShape($"{ClassName} '{Name}'", target, output);
        _counts ??= AddVariable("counts", [2, labels, _sorted.Length + 1]);
        if (labels != Labels)
            throw new ShapeException($"{ClassName} '{Name}'", $"{Labels} labels as before", $"{labels}");
        if (weight is not null)
        {
            (output, weight) = SampleWeights.Align(output, weight);
            target = target.Reshape(output.Shape);
        }
        int buckets = _sorted.Length + 1;
        KerasTensor place = Exceeded(output) + (target.Equal(Ops.Constant(0)) * (labels * buckets));
        if (labels > 1)
            place += Ops.Constant(Enumerable.Range(0, labels).Select(label => (float)(label * buckets)).ToArray().ToTensor([labels]));
        Shape flat = [checked((int)place.Shape.Elements)];
        KerasTensor counted = (weight ?? Ops.Constant(1)).BroadcastTo(place.Shape).Reshape(flat);
        Accumulate(_counts, counted.SegmentSum(place.Reshape(flat), 2 * labels * buckets).Reshape(_counts.Shape));
    }

    /// <summary>Counts at each threshold, in the order of <see cref="Thresholds"/>; all 0 before the first batch.</summary>
    private protected ThresholdCounts[] Counts(int label = 0)
    {
        int buckets = _sorted.Length + 1;
        if (_counts is null)
            return new ThresholdCounts[_sorted.Length];
        ReadOnlySpan<float> positives = _counts.Span.Slice(label * buckets, buckets), negatives = _counts.Span.Slice((Labels + label) * buckets, buckets);
        var sorted = new ThresholdCounts[_sorted.Length];
        double allPositives = Total(positives), allNegatives = Total(negatives), above = 0, wrong = 0;
        for (int i = _sorted.Length - 1; i >= 0; i--)
        {
            above += positives[i + 1];
            wrong += negatives[i + 1];
            sorted[i] = new((float)above, (float)wrong, (float)(allNegatives - wrong), (float)(allPositives - above));
        }
        return [.. Thresholds.Select(threshold => sorted[Array.IndexOf(_sorted, threshold)])];
    }

    /// <summary>One index of the last axis, which keeps length 1; all of it where none is asked for.</summary>
    private protected KerasTensor OfClass(KerasTensor x, int? index)
    {
        if (index is not { } i)
            return x;
        return x.Rank >= 2
            ? x.Slice(-1, i < 0 ? i + x.Shape[^1] : i, 1)
            : throw new ShapeException($"{ClassName} '{Name}'", "classes as a last axis, as classId is given", $"{x.Shape}");
    }

    private static double Total(ReadOnlySpan<float> counts)
    {
        double sum = 0;
        foreach (float count in counts)
            sum += count;
        return sum;
    }

    // How many thresholds each output exceeds. Even steps as Keras does it, ⌈p · (n - 1)⌉ in float, so that an output on a threshold falls on the same
    // side; where the first of them lies below 0, all exceed it.
    private KerasTensor Exceeded(KerasTensor output)
    {
        if (!_isEven)
            return _sorted.Length > ComparedOneByOne
                ? Ops.Constant(_sorted.ToTensor([_sorted.Length])).SearchSorted(output)
                : _sorted.Select(threshold => output.Greater(Ops.Constant(threshold))).Aggregate((sum, next) => sum + next);
        KerasTensor exceeded = WholeNumbers.Ceiling(output.Clip(0, 1) * (_sorted.Length - 1));
        return _sorted[0] < 0 ? exceeded.Maximum(Ops.Constant(1)) : exceeded;
    }
}
