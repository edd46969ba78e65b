namespace Keratin.Callbacks;

/// <summary>The buckets of a histogram: thirty of equal width between the smallest and the largest value, as TensorFlow's summaries have them.</summary>
internal static class Buckets
{
    /// <summary>Left edge, right edge, count.</summary>
    public const int Columns = 3;

    private const int Count = 30;

    /// <summary>Rows of three. Where all values are one there is one bucket around it; where there is none there is no bucket. What is not finite is not counted.</summary>
    public static double[] Of(ReadOnlySpan<float> values)
    {
        float smallest = float.PositiveInfinity, largest = float.NegativeInfinity;
        int counted = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            (smallest, largest) = (MathF.Min(smallest, value), MathF.Max(largest, value));
            counted++;
        }
        return counted == 0 ? []
            : smallest == largest ? [smallest - 0.5, smallest + 0.5, counted]
            : Spread(values, smallest, largest);
    }

    private static double[] Spread(ReadOnlySpan<float> values, double smallest, double largest)
    {
        double width = (largest - smallest) / Count;
        double[] rows = new double[Count * Columns];
        for (int i = 0; i < Count; i++)
        {
            rows[i * Columns] = smallest + i * width;
            rows[i * Columns + 1] = i == Count - 1 ? largest : smallest + (i + 1) * width;
        }
        foreach (float value in values)
        {
            // The largest value belongs to the last bucket.
            if (float.IsFinite(value))
                rows[Math.Min((int)((value - smallest) / width), Count - 1) * Columns + 2]++;
        }
        return rows;
    }
}
