namespace Keratin.Digits.Terminals;

/// <summary>Draws a curve within one line of text, a block of eight heights for each value.</summary>
public static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const char NotANumber = '×';

    /// <summary>The curve of values, from their smallest to their largest.</summary>
    /// <remarks>
    /// Values that are all above 0 are drawn by their logarithm: a loss falls by factors, and on a linear scale all but its first steps look
    /// the same.
    /// </remarks>
    /// <param name="values">The values; × is written for those that are not finite.</param>
    /// <param name="width">Characters to use at most; of more values than that, the means of neighbours are drawn.</param>
    /// <returns>As many characters as values, or <paramref name="width"/> of them.</returns>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        double[] heights = Means(values, Math.Min(values.Count, width));
        double[] finite = [.. heights.Where(double.IsFinite)];
        if (finite.Length > 0 && finite.Min() > 0)
        {
            heights = Array.ConvertAll(heights, Math.Log);
            finite = Array.ConvertAll(finite, Math.Log);
        }
        double least = finite.Length > 0 ? finite.Min() : 0, range = finite.Length > 0 ? finite.Max() - least : 0;
        return string.Concat(heights.Select(height =>
            !double.IsFinite(height) ? NotANumber : range > 0 ? Blocks[(int)Math.Round((height - least) / range * (Blocks.Length - 1))] : Blocks[0]));
    }

    private static double[] Means(IReadOnlyList<double> values, int count)
    {
        double[] means = new double[count];
        for (int i = 0; i < count; i++)
        {
            int start = (int)((long)i * values.Count / count), end = (int)((i + 1L) * values.Count / count);
            for (int n = start; n < end; n++)
                means[i] += values[n] / (end - start);
        }
        return means;
    }
}
