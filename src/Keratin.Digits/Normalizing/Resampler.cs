namespace Keratin.Digits.Normalizing;

// Changes a picture's size, first along the rows, then along the columns.
internal static class Resampler
{
    // Shrinks until both sides are at most `most`; a smaller picture stays as it is.
    public static Plane Limit(Plane source, int most)
    {
        int longer = Math.Max(source.Width, source.Height);
        return longer <= most ? source : Resize(source, Scaled(source.Width, most, longer), Scaled(source.Height, most, longer));
    }

    // length · to / from, rounded, and never nothing.
    public static int Scaled(int length, int to, int from) =>
        Math.Max(1, (int)Math.Round((double)length * to / from, MidpointRounding.AwayFromZero));

    public static Plane Resize(Plane source, int width, int height)
    {
        ResampleTap[][] across = TapsFor(source.Width, width);
        ResampleTap[][] down = TapsFor(source.Height, height);
        var narrow = new Plane(width, source.Height);
        for (int y = 0; y < source.Height; y++)
        {
            for (int x = 0; x < width; x++)
                narrow[x, y] = Sum(across[x], source.Values, y * source.Width, stride: 1);
        }

        var result = new Plane(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                result[x, y] = Sum(down[y], narrow.Values, x, stride: width);
        }

        return result;
    }

    private static float Sum(ResampleTap[] taps, float[] values, int first, int stride)
    {
        float sum = 0;
        foreach (ResampleTap tap in taps)
            sum += tap.Weight * values[first + (tap.Index * stride)];
        return sum;
    }

    private static ResampleTap[][] TapsFor(int from, int to)
    {
        double step = (double)from / to;
        var taps = new ResampleTap[to][];
        for (int n = 0; n < to; n++)
            taps[n] = step >= 1 ? Average(n * step, (n + 1) * step, from) : Between(((n + 0.5) * step) - 0.5, from);
        return taps;
    }

    // The mean of what lies between two places, pixels at the ends counted by the part that is inside.
    private static ResampleTap[] Average(double start, double end, int length)
    {
        int first = (int)start;
        int last = Math.Min(length, (int)Math.Ceiling(end - 1e-9)); // rounding must not add a pixel of weight 0
        var taps = new ResampleTap[last - first];
        for (int n = first; n < last; n++)
            taps[n - first] = new ResampleTap(n, (float)((Math.Min(end, n + 1) - Math.Max(start, n)) / (end - start)));
        return taps;
    }

    // The straight line between the two pixels around a place; beyond the edge the edge continues.
    private static ResampleTap[] Between(double place, int length)
    {
        int left = (int)Math.Floor(place);
        float right = (float)(place - left);
        return [new(Math.Clamp(left, 0, length - 1), 1 - right), new(Math.Clamp(left + 1, 0, length - 1), right)];
    }
}
