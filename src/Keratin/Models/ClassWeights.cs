using Keratin.Data;

namespace Keratin.Models;

/// <summary>Weights of classes as weights of samples.</summary>
internal static class ClassWeights
{
    /// <summary>The samples' weights: as given, or by their classes; null where all count alike.</summary>
    /// <param name="classWeight">What samples of a class count; 1 where none is said.</param>
    /// <param name="sampleWeight">What samples count.</param>
    /// <param name="y">Targets: class indices, or one-hot.</param>
    /// <param name="who">For messages.</param>
    public static IReadOnlyList<Samples>? Apply(
        IReadOnlyDictionary<int, float>? classWeight, IReadOnlyList<Samples>? sampleWeight, IReadOnlyList<Samples> y, string who)
    {
        if (sampleWeight is { Count: > 1 } && sampleWeight.Count != y.Count)
            throw new ArgumentException($"{who}: expected one sampleWeight, or as many as targets, {y.Count}; got {sampleWeight.Count}.");
        if (classWeight is null)
            return sampleWeight;
        if (sampleWeight is not null)
            throw new ArgumentException($"{who}: expected classWeight or sampleWeight; got both.");
        return y.Count == 1 ? [Of(classWeight, y[0])] : throw new ArgumentException($"{who}: expected one output for classWeight; got {y.Count}.");
    }

    // One-hot rows mean the class of their largest number, as in Keras.
    private static float[] Of(IReadOnlyDictionary<int, float> classWeight, Samples y)
    {
        float[] weights = new float[y.Count], row = new float[checked((int)y.Shape[1..].Elements)];
        for (int i = 0; i < weights.Length; i++)
        {
            y.Copy(i, 1, row);
            int label = row.Length == 1 ? (int)MathF.Round(row[0]) : TensorPrimitives.IndexOfMax(row);
            weights[i] = classWeight.TryGetValue(label, out float weight) ? weight : 1;
        }
        return weights;
    }
}
