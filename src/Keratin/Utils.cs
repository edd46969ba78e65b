namespace Keratin;

/// <summary>What Keras keeps in <c>keras.utils</c>.</summary>
public static class Utils
{
    /// <summary>Makes a program repeatable: first weights, shuffles and dropout masks follow from this seed, bit for bit, on any number of threads.</summary>
    /// <param name="seed">Any number.</param>
    public static void SetRandomSeed(long seed) => RandomSeed.Set(seed);

    /// <summary>Class indices as one-hot rows.</summary>
    /// <param name="labels">Indices from 0, of any shape; a last axis of length 1 is dropped.</param>
    /// <param name="numClasses">Number of classes; the largest index plus 1 by default.</param>
    /// <returns>The labels' shape with an axis of length <paramref name="numClasses"/> behind.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative, or not below <paramref name="numClasses"/>.</exception>
    public static Tensor<float> ToCategorical(Tensor<byte> labels, int? numClasses = null) =>
        ToCategorical(Array.ConvertAll(labels.ToArray(), label => (int)label), labels.Shape(), numClasses);

    /// <inheritdoc cref="ToCategorical(Tensor{byte}, int?)"/>
    public static Tensor<float> ToCategorical(Tensor<int> labels, int? numClasses = null) => ToCategorical(labels.ToArray(), labels.Shape(), numClasses);

    /// <inheritdoc cref="ToCategorical(Tensor{byte}, int?)"/>
    public static Tensor<float> ToCategorical(int[] labels, int? numClasses = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return ToCategorical(labels, [labels.Length], numClasses);
    }

    /// <summary>Sequences of different lengths as rows of one length: Keras' <c>pad_sequences</c>. Shorter ones are filled up, longer ones are cut.</summary>
    /// <param name="sequences">Whole numbers, such as words by their index.</param>
    /// <param name="maxLen">Length of the rows; that of the longest sequence by default.</param>
    /// <param name="padding">Where a short one is filled up: <c>"pre"</c>, in front, or <c>"post"</c>, behind.</param>
    /// <param name="truncating">Where a long one is cut: <c>"pre"</c>, in front, or <c>"post"</c>, behind.</param>
    /// <param name="value">What it is filled up with.</param>
    /// <returns>Shape <c>(sequences, maxLen)</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="padding"/> or <paramref name="truncating"/> is neither; or a sequence is null.</exception>
    /// <example><code>Tensor&lt;int&gt; x = Utils.PadSequences([[1], [2, 3], [4, 5, 6]]);   // 0 0 1, 0 2 3, 4 5 6</code></example>
    public static Tensor<int> PadSequences(
        IReadOnlyList<IReadOnlyList<int>> sequences, int? maxLen = null, string padding = "pre", string truncating = "pre", int value = 0)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Contains(null!))
            throw new ArgumentException("PadSequences: expected a list of numbers for each sequence; got null among them.", nameof(sequences));
        bool isPadded = IsInFront(padding, nameof(padding)), isCut = IsInFront(truncating, nameof(truncating));
        int length = maxLen is { } wanted ? Require.Positive(wanted, nameof(maxLen)) : sequences.Select(sequence => sequence.Count).DefaultIfEmpty().Max();
        int[] rows = new int[checked(sequences.Count * length)];
        Array.Fill(rows, value);
        for (int i = 0; i < sequences.Count; i++)
        {
            int given = sequences[i].Count, kept = Math.Min(given, length);
            int from = isCut ? given - kept : 0, to = (i * length) + (isPadded ? length - kept : 0);
            for (int j = 0; j < kept; j++)
                rows[to + j] = sequences[i][from + j];
        }
        return rows.ToTensor([sequences.Count, length]);
    }

    private static bool IsInFront(string place, string name) => place switch
    {
        "pre" => true,
        "post" => false,
        _ => throw new ArgumentException($"PadSequences: expected {name} 'pre' or 'post'; got '{place}'.", name),
    };

    private static Tensor<float> ToCategorical(int[] labels, Shape shape, int? numClasses)
    {
        int classes = numClasses ?? (labels.Length == 0 ? 0 : labels.Max() + 1);
        float[] rows = new float[checked((long)labels.Length * classes)];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[i], $"Label {i} lies outside 0 … {classes - 1}.");
            rows[((long)i * classes) + labels[i]] = 1;
        }
        if (shape.Rank > 1 && shape[^1] == 1)
            shape = shape[..^1];
        return rows.ToTensor([.. shape, classes]);
    }
}
