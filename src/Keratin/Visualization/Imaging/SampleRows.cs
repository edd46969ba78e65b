using Keratin.Data;

namespace Keratin.Visualization.Imaging;

/// <summary>Some samples out of many.</summary>
internal static class SampleRows
{
    /// <summary>The numbers of some samples, one behind the other.</summary>
    public static float[] Take(string who, Samples samples, IReadOnlyList<int> rows)
    {
        foreach (int row in rows)
        {
            if (row < 0 || row >= samples.Count)
                throw new ArgumentException($"{who}: expected samples 0 … {samples.Count - 1}; got {row}.", nameof(rows));
        }
        float[] values = new float[checked((int)(samples.Shape[1..].Elements * rows.Count))];
        samples.Gather([.. rows], values);
        return values;
    }

    /// <summary>Some samples as a tensor of their own.</summary>
    public static Tensor<float> TakeTensor(string who, Samples samples, IReadOnlyList<int> rows) =>
        Take(who, samples, rows).ToTensor(samples.Shape.With(0, rows.Count));
}
