namespace Keratin.Visualization.Imaging;

/// <summary>Pixels of 8 bits, gray (1 channel) or red, green, blue (3), row by row.</summary>
internal sealed class Raster
{
    public Raster(int width, int height, int channels)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A raster has 1 or 3 channels.");
        (Width, Height, Channels) = (Require.Positive(width), Require.Positive(height), channels);
        Pixels = new byte[checked(width * height * channels)];
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    /// <summary>The channels of a pixel.</summary>
    public Span<byte> At(int x, int y) => Pixels.AsSpan(((y * Width) + x) * Channels, Channels);

    /// <summary>The pixels as a PNG file.</summary>
    public byte[] ToPng() => Png.Encode(Width, Height, Channels, Pixels);

    /// <summary>Every pixel as a square of so many.</summary>
    public Raster Scale(int factor)
    {
        var large = new Raster(Width * factor, Height * factor, Channels);
        for (int y = 0; y < large.Height; y++)
        {
            for (int x = 0; x < large.Width; x++)
                At(x / factor, y / factor).CopyTo(large.At(x, y));
        }
        return large;
    }

    /// <summary>Puts another raster onto this one; gray becomes three equal channels where this one has three.</summary>
    public void Draw(Raster other, int left, int top)
    {
        for (int y = 0; y < other.Height; y++)
        {
            for (int x = 0; x < other.Width; x++)
            {
                Span<byte> from = other.At(x, y), to = At(left + x, top + y);
                if (from.Length == to.Length)
                    from.CopyTo(to);
                else
                    to.Fill(from[0]);
            }
        }
    }

    /// <summary>Fills a rectangle, as far as it lies inside.</summary>
    public void Fill(int left, int top, int width, int height, ReadOnlySpan<byte> color)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(Width, left + width); x++)
                color.CopyTo(At(x, y));
        }
    }
}
