using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Keratin.Digits.Imaging;

// The chunks of a PNG file that the picture depends on, each with its checksum checked, and their order too.
internal sealed class PngChunks
{
    private const int SignatureLength = 8;
    private readonly ArrayBufferWriter<byte> _data = new();
    private bool _dataEnded;

    private PngChunks(PngHeader header) => Header = header;

    public PngHeader Header { get; }

    // Triples of red, green, blue.
    public byte[] Palette { get; private set; } = [];

    // As stored: a gray level, a colour, or one alpha per palette entry.
    public byte[] Transparency { get; private set; } = [];

    // The IDAT chunks put together.
    public byte[] Data { get; private set; } = [];

    public static PngChunks Read(ReadOnlySpan<byte> file, string who)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            throw BadImage.Of($"{who}, offset 0", "a damaged PNG signature", "89504E470D0A1A0A",
                Convert.ToHexString(file[..Math.Min(SignatureLength, file.Length)]), "the file may have been transferred as text");
        }

        int at = SignatureLength;
        string type = Next(file, ref at, out ReadOnlySpan<byte> body, who);
        if (type != "IHDR")
            throw BadImage.Of($"{who}, offset {SignatureLength}", "the header is missing", "IHDR first", type);
        var chunks = new PngChunks(PngHeader.Parse(body, $"{who}, IHDR"));
        while (true)
        {
            int start = at;
            type = Next(file, ref at, out body, who);
            if (type == "IEND")
                break;
            chunks.Take(type, body, $"{who}, {type} at offset {start}");
        }

        chunks.CheckComplete(who);
        return chunks;
    }

    private static string Next(ReadOnlySpan<byte> file, ref int at, out ReadOnlySpan<byte> body, string who)
    {
        const int Around = 12; // length, type, checksum
        ReadOnlySpan<byte> rest = file[at..];
        if (rest.Length < Around)
            throw BadImage.Of($"{who}, offset {at}", "the file ends too early", "a chunk; the last one is IEND", $"{rest.Length} bytes");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        string type = Encoding.Latin1.GetString(rest.Slice(4, 4));
        if (!type.All(char.IsAsciiLetter))
            throw BadImage.Of($"{who}, offset {at + 4}", "no chunk", "a type of four letters", Convert.ToHexString(rest.Slice(4, 4)));
        if (length > rest.Length - Around)
            throw BadImage.Of($"{who}, {type} at offset {at}", "the file ends too early", $"{length} bytes", $"{rest.Length - Around}");

        uint stored = BinaryPrimitives.ReadUInt32BigEndian(rest[((int)length + 8)..]);
        uint actual = Crc32.Of(rest.Slice(4, (int)length + 4));
        if (stored != actual)
            throw BadImage.Of($"{who}, {type} at offset {at}", "the chunk is damaged", $"checksum {stored:X8}", $"{actual:X8}");
        at += (int)length + Around;
        body = rest.Slice(8, (int)length);
        return type;
    }

    private void Take(string type, ReadOnlySpan<byte> body, string who)
    {
        _dataEnded |= _data.WrittenCount > 0 && type != "IDAT";
        switch (type)
        {
            case "IDAT" when _dataEnded:
                throw BadImage.Of(who, "the picture is in pieces", "IDAT chunks one after the other", "another chunk between");
            case "IDAT":
                _data.Write(body);
                break;
            case "PLTE":
                TakePalette(body, who);
                break;
            case "tRNS":
                TakeTransparency(body, who);
                break;
            case [>= 'A' and <= 'Z', ..]:
                throw BadImage.Of(who, "a chunk that must be understood is unknown", "IHDR once, PLTE, IDAT or IEND", type);
        }
    }

    private void TakePalette(ReadOnlySpan<byte> body, string who)
    {
        if (_data.WrittenCount > 0 || Palette.Length > 0)
            throw BadImage.Of(who, "a palette out of place", "one PLTE, before the picture", "another PLTE or a late one");
        if (body.Length % 3 != 0 || body.Length is 0 or > 3 * 256)
            throw BadImage.Of(who, "the palette has the wrong length", "1 to 256 colours of 3 bytes", $"{body.Length} bytes");
        Palette = body.ToArray();
    }

    private void TakeTransparency(ReadOnlySpan<byte> body, string who)
    {
        int least = Header.Color switch { PngColor.Gray => 2, PngColor.Rgb => 6, _ => 1 };
        int most = Header.Color == PngColor.Palette ? Palette.Length / 3 : least;
        if (Header.Color is PngColor.GrayAlpha or PngColor.RgbAlpha)
            throw BadImage.Of(who, "transparency is given twice", "no tRNS where each pixel has its own", "tRNS");
        if (_data.WrittenCount > 0 || Transparency.Length > 0 || body.Length < least || body.Length > most)
        {
            throw BadImage.Of(who, "wrong transparency", $"one tRNS of {least} to {most} bytes, after PLTE and before the picture",
                $"{body.Length} bytes{(_data.WrittenCount > 0 ? ", after it" : "")}");
        }

        Transparency = body.ToArray();
    }

    private void CheckComplete(string who)
    {
        if (_data.WrittenCount == 0)
            throw BadImage.Of(who, "there is no picture in the file", "an IDAT chunk with data", "none");
        if (Header.Color == PngColor.Palette && Palette.Length == 0)
            throw BadImage.Of(who, "the palette is missing", "PLTE before the picture", "none");
        Data = _data.WrittenSpan.ToArray();
    }
}
