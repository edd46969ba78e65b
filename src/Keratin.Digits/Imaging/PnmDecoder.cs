using System.Buffers.Binary;

namespace Keratin.Digits.Imaging;

// PBM, PGM and PPM: P1 to P3 as text, P4 to P6 binary. What follows the first picture is ignored.
internal ref struct PnmDecoder
{
    private readonly ReadOnlySpan<byte> _file;
    private readonly string _who;
    private readonly char _kind;
    private int _at;

    private PnmDecoder(ReadOnlySpan<byte> file, string who)
    {
        _file = file;
        _who = who;
        _kind = (char)file[1];
        _at = 2;
    }

    private readonly bool IsText => _kind <= '3';

    private readonly bool IsBitmap => _kind is '1' or '4';

    private readonly int Channels => _kind is '3' or '6' ? 3 : 1;

    public static GrayImage Decode(ReadOnlySpan<byte> file, string who) => new PnmDecoder(file, $"{who} (P{(char)file[1]})").Read();

    private GrayImage Read()
    {
        int width = ReadNumber("the width", ImageLimits.MaxSide);
        int height = ReadNumber("the height", ImageLimits.MaxSide);
        ImageLimits.Check(width, height, _who);
        int maximum = IsBitmap ? 1 : ReadNumber("the maximum", Luma.Max);
        if (maximum == 0)
            throw BadImage.Of($"{_who}, offset {_at}", "no such maximum", $"1 to {Luma.Max}", "0");
        if (!IsText)
            ReadSeparator();
        CheckLength(width, height, maximum);

        byte[] pixels = new byte[width * height];
        if (_kind == '4')
            ReadPackedBits(pixels, width, height);
        else
            ReadSamples(pixels, maximum);
        return new(width, height, pixels);
    }

    // Before any memory is taken: the samples announced must fit into what is left of the file.
    private readonly void CheckLength(int width, int height, int maximum)
    {
        long samples = (long)width * height * Channels;
        long needed = _kind switch
        {
            '1' => samples,           // digits may stand without spaces
            '2' or '3' => 2 * samples, // a digit and a separator each; the last one's may be missing, the first one's is not
            '4' => (width + 7L) / 8 * height,
            _ => samples * (maximum > byte.MaxValue ? 2 : 1),
        };
        if (needed > _file.Length - _at)
        {
            throw BadImage.Of($"{_who}, offset {_at}", "the file ends too early",
                $"at least {needed} bytes for {width} × {height}", $"{_file.Length - _at}");
        }
    }

    private void ReadSamples(byte[] pixels, int maximum)
    {
        for (int n = 0; n < pixels.Length; n++)
        {
            int luma = Luma.Widen(ReadSample(maximum), maximum);
            if (Channels == 3)
                luma = Luma.Of(luma, Luma.Widen(ReadSample(maximum), maximum), Luma.Widen(ReadSample(maximum), maximum));
            pixels[n] = Luma.ToByte(luma);
        }
    }

    private int ReadSample(int maximum)
    {
        int start = _at;
        int sample = _kind switch
        {
            '1' => 1 - ReadBit(), // 1 is black
            '2' or '3' => ReadNumber("a sample", maximum),
            _ => ReadBinary(maximum),
        };
        return sample <= maximum ? sample
            : throw BadImage.Of($"{_who}, offset {start}", "a sample above the maximum", $"0 to {maximum}", $"{sample}");
    }

    private int ReadBinary(int maximum)
    {
        if (maximum <= byte.MaxValue)
            return _file[_at++];
        int sample = BinaryPrimitives.ReadUInt16BigEndian(_file[_at..]);
        _at += 2;
        return sample;
    }

    private int ReadBit()
    {
        SkipSpaceAndComments();
        if (_at == _file.Length || _file[_at] is not ((byte)'0' or (byte)'1'))
            throw BadImage.Of($"{_who}, offset {_at}", "no pixel", "0 or 1", Here());
        return _file[_at++] - '0';
    }

    private void ReadPackedBits(byte[] pixels, int width, int height)
    {
        int rowBytes = (width + 7) / 8;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = _file.Slice(_at + (y * rowBytes), rowBytes);
            for (int x = 0; x < width; x++)
                pixels[(y * width) + x] = ((row[x >> 3] >> (7 - (x & 7))) & 1) == 1 ? (byte)0 : byte.MaxValue;
        }
    }

    private int ReadNumber(string what, int most)
    {
        SkipSpaceAndComments();
        int start = _at;
        int number = 0;
        while (_at < _file.Length && _file[_at] is >= (byte)'0' and <= (byte)'9')
        {
            number = (10 * number) + _file[_at++] - '0';
            if (number > most)
                throw BadImage.Of($"{_who}, offset {start}", $"{what} is too large", $"at most {most}", $"{number} or more");
        }

        return _at > start ? number : throw BadImage.Of($"{_who}, offset {_at}", $"{what} is missing", "a number", Here());
    }

    // Exactly one, because what comes next may look like white space too.
    private void ReadSeparator()
    {
        if (_at == _file.Length || !IsSpace(_file[_at]))
            throw BadImage.Of($"{_who}, offset {_at}", "the header does not end", "white space before the samples", Here());
        _at++;
    }

    private void SkipSpaceAndComments()
    {
        while (_at < _file.Length && (IsSpace(_file[_at]) || _file[_at] == '#'))
        {
            if (_file[_at] == '#')
                SkipLine();
            else
                _at++;
        }
    }

    private void SkipLine()
    {
        int length = _file[_at..].IndexOfAny((byte)'\n', (byte)'\r');
        _at = length < 0 ? _file.Length : _at + length;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (>= 9 and <= 13);

    private readonly string Here() => _at == _file.Length ? "the end of the file" : $"byte {_file[_at]:X2}";
}
