namespace Keratin.Callbacks;

/// <summary>Pictures of one weight, all of one size, as PNG files.</summary>
internal sealed record WeightImages(int Width, int Height, IReadOnlyList<byte[]> Png)
{
    // Of kernels with many filters Keras shows as many.
    private const int MaxImages = 3;

    // A picture of 2048 × 2048: larger ones would fill the log and show nothing more.
    private const int MaxPixels = 1 << 22;

    /// <summary>The pictures; null where the weight has too many axes or numbers for one.</summary>
    public static WeightImages? Of(Variable weight)
    {
        int[] lengths = [.. weight.Shape.Where(length => length != 1)];
        var (count, height, width) = lengths switch
        {
            [var length] => (1, length, 1),
            [var rows, var columns] => (1, Math.Min(rows, columns), Math.Max(rows, columns)),
            [var rows, var columns, var filters] => (filters, rows, columns),
            _ => (0, 0, 0),
        };
        if (count == 0 || (long)height * width > MaxPixels)
            return null;
        // How far apart in memory two pixels are: from row to row, from column to column, from picture to picture.
        var (down, right, next) = lengths switch
        {
            [_] => (1, 0, 0),
            [var rows, var columns] => rows > columns ? (1, columns, 0) : (columns, 1, 0),
            [_, var columns, var filters] => (columns * filters, filters, 1),
            _ => default,
        };
        return new(width, height, [.. Enumerable.Range(0, Math.Min(count, MaxImages)).Select(Draw)]);

        byte[] Draw(int picture)
        {
            byte[] shades = Shades(weight.Span);
            byte[] pixels = new byte[height * width];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                    pixels[y * width + x] = shades[y * down + x * right + picture * next];
            }
            return Keratin.Png.Encode(width, height, channels: 1, pixels);
        }
    }

    // The smallest weight is black, the largest white; all are, when all are equal, a middle gray. What is not finite is black or white.
    private static byte[] Shades(ReadOnlySpan<float> values)
    {
        float smallest = float.PositiveInfinity, largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
                (smallest, largest) = (MathF.Min(smallest, value), MathF.Max(largest, value));
        }
        double range = (double)largest - smallest;
        byte[] shades = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            shades[i] = float.IsFinite(values[i])
                ? range > 0 ? (byte)Math.Round((values[i] - (double)smallest) / range * byte.MaxValue) : (byte)128
                : values[i] > 0 ? byte.MaxValue : (byte)0;
        }
        return shades;
    }
}
