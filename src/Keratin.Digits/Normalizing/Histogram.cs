namespace Keratin.Digits.Normalizing;

// How many pixels have each of 256 levels.
internal sealed class Histogram
{
    private readonly long[] _counts = new long[256];

    public static Histogram Of(Plane plane)
    {
        var histogram = new Histogram();
        foreach (float value in plane.Values)
            histogram._counts[LevelOf(value)]++;
        return histogram;
    }

    public static int LevelOf(float value) => (int)Math.Clamp((value * 255) + 0.5f, 0, 255);

    // Otsu's threshold: the level that leaves, between those up to it and those above, the largest variance.
    public int Threshold()
    {
        long all = Count(0, 255);
        long total = Sum(0, 255);
        var (best, threshold, below, sumBelow) = (-1.0, 0, 0L, 0L);
        for (int level = 0; level < 255; level++)
        {
            below += _counts[level];
            sumBelow += level * _counts[level];
            double between = Between(below, sumBelow, all - below, total - sumBelow);
            if (between > best)
                (best, threshold) = (between, level);
        }

        return threshold;
    }

    public long Count(int from, int to) => _counts.AsSpan(from, to - from + 1).ToArray().Sum();

    // The level that this share of the pixels from one level to another do not exceed.
    public int Quantile(double share, int from, int to)
    {
        double wanted = share * Count(from, to);
        long seen = 0;
        for (int level = from; level < to; level++)
        {
            seen += _counts[level];
            if (seen >= wanted && seen > 0)
                return level;
        }

        return to;
    }

    private long Sum(int from, int to) => Enumerable.Range(from, to - from + 1).Sum(level => level * _counts[level]);

    private static double Between(double below, double sumBelow, double above, double sumAbove)
    {
        if (below == 0 || above == 0)
            return 0;
        double distance = (sumAbove / above) - (sumBelow / below);
        return below * above * distance * distance;
    }
}
