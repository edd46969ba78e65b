using Keratin.Data;
using Keratin.Metrics;

namespace Keratin.Visualization.Plotting;

/// <summary>Reads classes in any of the forms that labels and predictions have.</summary>
internal static class ClassIndices
{
    /// <summary>The class of each sample; <paramref name="scores"/> are those of the classes, where rows have them.</summary>
    public static int[] Of(string who, Samples samples, out float[]? scores)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Shape shape = samples.Shape;
        bool isColumn = shape.Rank == 1 || (shape.Rank == 2 && shape[1] == 1);
        if (!isColumn && shape.Rank != 2)
            throw new ShapeException(who, "class indices (n,) or a row for each sample (n, classes)", $"{shape}");
        float[] numbers = new float[checked((int)shape.Elements)];
        samples.Copy(0, samples.Count, numbers);
        if (isColumn)
        {
            scores = null;
            // One sigmoid for two classes; labels of 0 and 1 stay what they are.
            if (shape.Rank == 2 && Array.TrueForAll(numbers, number => number is >= 0 and <= 1))
                return Array.ConvertAll(numbers, number => number > 0.5f ? 1 : 0);
            return [.. numbers.Select(number => number >= 0 && number == MathF.Floor(number) && number < (1 << 24) ? (int)number
                : throw new ArgumentException($"{who}: expected class indices, whole numbers from 0 on; got {number}."))];
        }
        int classes = shape[1];
        int[] indices = [.. Enumerable.Range(0, shape[0]).Select(row => TensorPrimitives.IndexOfMax(numbers.AsSpan(row * classes, classes)))];
        scores = [.. indices.Select((index, row) => numbers[(row * classes) + index])];
        return indices;
    }

    /// <summary>Counts which class was taken for which.</summary>
    public static ConfusionMatrix Count(string who, Samples labels, Samples predictions)
    {
        int[] truth = Of(who, labels, out _), predicted = Of(who, predictions, out _);
        if (truth.Length != predicted.Length)
            throw new ArgumentException($"{who}: expected a prediction for each label; got {predicted.Length} for {truth.Length}.", nameof(predictions));
        // Rows of scores say how many classes there are, whether or not each occurs.
        int width = Math.Max(Width(labels), Width(predictions));
        int classes = Math.Max(width, truth.Concat(predicted).DefaultIfEmpty(0).Max() + 1);
        var matrix = new ConfusionMatrix(Math.Max(classes, 2));
        for (int i = 0; i < truth.Length; i++)
            matrix.Add(truth[i], predicted[i]);
        return matrix;
    }

    private static int Width(Samples samples) => samples.Shape.Rank == 2 ? samples.Shape[1] : 0;
}
