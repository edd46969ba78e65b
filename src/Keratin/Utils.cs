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
