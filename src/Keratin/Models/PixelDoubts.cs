using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Whether pixels from 0 to 255 reach the first weights as they are.</summary>
internal static class PixelDoubts
{
    private const int Looked = 64, FewestNumbers = 64, LargestByte = 255, SmallestMaximum = 128;

    // What leaves pixels about as large as they were.
    private static readonly HashSet<string> s_keeping =
    [
        "Reshape", "Transpose", "Slice", "Concatenate", "BroadcastTo", "StopGradient", "Pad", "Dropout", "MaxPool2D", "AveragePool2D",
        "AdaptiveMaxPool2D", "AdaptiveAveragePool2D", "AffineTransform", "Homography", "MapCoordinates",
    ];

    /// <summary>For each input of a step whether it meets weights as it is.</summary>
    public static bool[] FindRaw(TracedGraph graph, IReadOnlyList<KerasTensor> inputs)
    {
        var weights = new WeightNodes();
        var raw = new Dictionary<KerasTensor, int>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Count; i++)
            raw[inputs[i]] = i;
        bool[] found = new bool[inputs.Count];
        foreach (KerasTensor node in graph.Nodes())
        {
            if (node.Inputs.Count == 0 || !raw.TryGetValue(node.Inputs[0], out int input))
                continue;
            bool isProduct = node.Op.Name is "MatMul" or "BatchMatMul" or "Conv2D" && weights.IsFixed(node.Inputs[1]);
            if (isProduct && weights.IsWeight(node.Inputs[1]))
                found[input] = true;
            // A product with constants resizes.
            else if (isProduct || s_keeping.Contains(node.Op.Name))
                raw[node] = input;
        }
        return found;
    }

    /// <summary>The doubt about the inputs of a batch.</summary>
    public static IEnumerable<Warning> Look(BatchSlice batch, bool[] isRaw)
    {
        for (int i = 0; i < isRaw.Length; i++)
        {
            if (isRaw[i] && ArePixels(batch.Feed.Inputs[i]))
            {
                return
                [
                    new Warning(
                        "unscaled-images",
                        "pixels from 0 to 255 reach the first weights as they are, which makes training slow or lets it fail. " +
                        "Put new Rescaling(1f / 255) in front of the model, or divide the samples by 255."),
                ];
            }
        }
        return [];
    }

    // Whole numbers from 0 to at most 255, some of them large, many in a sample.
    private static bool ArePixels(Samples samples)
    {
        long length = samples.Shape.Elements / Math.Max(samples.Count, 1);
        if (length is < FewestNumbers or > int.MaxValue / Looked)
            return false;
        int count = Math.Min(samples.Count, Looked);
        float[] numbers = new float[count * (int)length];
        samples.Copy(0, count, numbers);
        float largest = 0;
        foreach (float number in numbers)
        {
            if (!(number is >= 0 and <= LargestByte) || number != MathF.Floor(number))
                return false;
            largest = MathF.Max(largest, number);
        }
        return largest >= SmallestMaximum;
    }
}
