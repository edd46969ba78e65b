namespace Keratin.Digits.Imaging;

/// <summary>A picture in shades of gray, 0 = black to 255 = white.</summary>
public sealed class GrayImage
{
    private readonly byte[] _pixels;

    /// <summary>Makes a picture of the pixels given; they are not copied.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Number of rows, at least 1.</param>
    /// <param name="pixels">The rows from top to bottom, each from left to right.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is below 1.</exception>
    /// <exception cref="ArgumentException">There are not width · height pixels.</exception>
    public GrayImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)width * height)
        {
            throw new ArgumentException(
                $"GrayImage: the number of pixels does not fit.\n  expected: {width} · {height} = {(long)width * height}\n" +
                $"  got:      {pixels.Length}", nameof(pixels));
        }

        (Width, Height, _pixels) = (width, height, pixels);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>The rows from top to bottom, each from left to right.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>One pixel.</summary>
    /// <param name="x">Column, from 0 at the left.</param>
    /// <param name="y">Row, from 0 at the top.</param>
    /// <returns>0 = black to 255 = white.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the picture.</exception>
    public byte this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            return _pixels[(y * Width) + x];
        }
    }
}
