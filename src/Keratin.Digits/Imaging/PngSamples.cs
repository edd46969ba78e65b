using System.Buffers.Binary;

namespace Keratin.Digits.Imaging;

// Turns a row of stored samples into gray pixels.
internal sealed class PngSamples
{
    private readonly PngHeader _header;
    private readonly string _who;
    private readonly int _maximum;
    private readonly byte[] _paletteGray;

    // The stored gray level or colour that is transparent; -1 never occurs.
    private readonly int[] _transparent = [-1, -1, -1];

    public PngSamples(PngChunks chunks, string who)
    {
        _header = chunks.Header;
        _who = who;
        _maximum = (1 << _header.Depth) - 1;
        _paletteGray = _header.Color == PngColor.Palette ? PaletteToGray(chunks) : [];
        if (_header.Color is PngColor.Gray or PngColor.Rgb)
        {
            for (int n = 0; n < chunks.Transparency.Length / 2; n++)
                _transparent[n] = BinaryPrimitives.ReadUInt16BigEndian(chunks.Transparency.AsSpan(2 * n)) & _maximum;
        }
    }

    // Every `across`-th pixel of the row that begins at pixels[0] is written.
    public void ToGray(ReadOnlySpan<byte> row, Span<byte> pixels, int width, int across)
    {
        for (int x = 0; x < width; x++)
            pixels[x * across] = PixelOf(row, x);
    }

    private byte PixelOf(ReadOnlySpan<byte> row, int x) => _header.Color switch
    {
        PngColor.Palette => PaletteAt(Sample(row, x)),
        PngColor.Gray => GrayOf(Sample(row, x)),
        PngColor.GrayAlpha => Blend(Wide(row, 2 * x), Wide(row, (2 * x) + 1)),
        PngColor.Rgb => RgbOf(row, 3 * x),
        _ => Blend(LumaAt(row, 4 * x), Wide(row, (4 * x) + 3)),
    };

    private byte PaletteAt(int index) => index < _paletteGray.Length ? _paletteGray[index]
        : throw BadImage.Of(_who, "a pixel outside the palette", $"0 to {_paletteGray.Length - 1}", $"{index}");

    private byte GrayOf(int sample) => sample == _transparent[0] ? byte.MaxValue : Luma.ToByte(Luma.Widen(sample, _maximum));

    private byte RgbOf(ReadOnlySpan<byte> row, int at)
    {
        bool transparent = Sample(row, at) == _transparent[0]
            && Sample(row, at + 1) == _transparent[1] && Sample(row, at + 2) == _transparent[2];
        return transparent ? byte.MaxValue : Luma.ToByte(LumaAt(row, at));
    }

    private int LumaAt(ReadOnlySpan<byte> row, int at) => Luma.Of(Wide(row, at), Wide(row, at + 1), Wide(row, at + 2));

    private int Wide(ReadOnlySpan<byte> row, int at) => Luma.Widen(Sample(row, at), _maximum);

    private static byte Blend(int luma, int alpha) => Luma.ToByte(Luma.OnWhite(luma, alpha));

    // Sample number `at` of the row; narrow ones are packed from the high bits of a byte to the low ones.
    private int Sample(ReadOnlySpan<byte> row, int at)
    {
        switch (_header.Depth)
        {
            case 8:
                return row[at];
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * at)..]);
            default:
                int bit = at * _header.Depth;
                return (row[bit >> 3] >> (8 - _header.Depth - (bit & 7))) & _maximum;
        }
    }

    private static byte[] PaletteToGray(PngChunks chunks)
    {
        byte[] palette = chunks.Palette;
        byte[] gray = new byte[palette.Length / 3];
        for (int n = 0; n < gray.Length; n++)
        {
            int luma = Luma.Of(palette[3 * n] * 257, palette[(3 * n) + 1] * 257, palette[(3 * n) + 2] * 257);
            int alpha = n < chunks.Transparency.Length ? chunks.Transparency[n] * 257 : Luma.Max;
            gray[n] = Blend(luma, alpha);
        }

        return gray;
    }
}
