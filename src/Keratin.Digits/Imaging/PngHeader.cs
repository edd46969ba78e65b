using System.Buffers.Binary;

namespace Keratin.Digits.Imaging;

// IHDR: size, and how a pixel is stored.
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColor Color, bool Interlaced)
{
    public int Channels => Color switch
    {
        PngColor.GrayAlpha => 2,
        PngColor.Rgb => 3,
        PngColor.RgbAlpha => 4,
        _ => 1,
    };

    public int BitsPerPixel => Channels * Depth;

    // Filters look this many bytes to the left: one pixel, or one byte where several pixels share it.
    public int FilterStep => Math.Max(1, BitsPerPixel / 8);

    public int RowBytes(int width) => (int)((((long)width * BitsPerPixel) + 7) / 8);

    public static PngHeader Parse(ReadOnlySpan<byte> body, string who)
    {
        if (body.Length != 13)
            throw BadImage.Of(who, "the header has the wrong length", "13 bytes in IHDR", $"{body.Length}");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(body);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        ImageLimits.Check(width, height, who);
        if (body[10] != 0 || body[11] != 0 || body[12] > 1)
        {
            throw BadImage.Of(who, "unknown way of storing", "compression 0, filter method 0, interlace 0 or 1",
                $"compression {body[10]}, filter method {body[11]}, interlace {body[12]}");
        }

        return new((int)width, (int)height, CheckedDepth(body[8], body[9], who), (PngColor)body[9], body[12] == 1);
    }

    private static int CheckedDepth(int depth, int color, string who)
    {
        bool known = (PngColor)color switch
        {
            PngColor.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.RgbAlpha => depth is 8 or 16,
            _ => false,
        };
        return known ? depth : throw BadImage.Of(who, "no such colour type and depth",
            "0 with 1, 2, 4, 8 or 16 bits, 3 with 1, 2, 4 or 8, or 2, 4, 6 with 8 or 16", $"colour type {color} with {depth} bits");
    }
}
