using System.Buffers.Binary;
using System.IO.Compression;

namespace Keratin.Tests.Digits;

// Writes PNG files from rows of stored samples, in every way the format knows.
internal sealed class PngBuilder
{
    private static readonly (int Left, int Top, int Across, int Down)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public required int Width { get; init; }

    public required int Color { get; init; }

    public int Depth { get; init; } = 8;

    // The samples of all pixels, channels side by side.
    public required int[] Samples { get; init; }

    public bool Interlaced { get; init; }

    // Row n has filter Filters[n % length].
    public byte[] Filters { get; init; } = [0];

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    public int IdatSize { get; init; } = int.MaxValue;

    private int Channels => Color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    private int Height => Samples.Length / Channels / Width;

    public byte[] Build() => [.. Signature, .. Header(), .. Optional("PLTE", Palette), .. Optional("tRNS", Transparency), .. Data(), .. End];

    public static byte[] Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] End => Chunk("IEND", []);

    public static byte[] Chunk(string type, byte[] body)
    {
        byte[] chunk = new byte[body.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        body.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), Crc(chunk.AsSpan(4, 4 + body.Length)));
        return chunk;
    }

    public static byte[] Header(int width, int height, int depth, int color, byte interlace = 0, byte compression = 0, byte filter = 0)
    {
        byte[] body = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(body, width);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), height);
        (body[8], body[9], body[10], body[11], body[12]) = ((byte)depth, (byte)color, compression, filter, interlace);
        return Chunk("IHDR", body);
    }

    public static byte[] Zlib(byte[] raw)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(raw);
        return packed.ToArray();
    }

    private byte[] Header() => Header(Width, Height, Depth, Color, Interlaced ? (byte)1 : (byte)0);

    private static byte[] Optional(string type, byte[]? body) => body is null ? [] : Chunk(type, body);

    private byte[] Data()
    {
        byte[] packed = Zlib([.. (Interlaced ? s_adam7 : [(0, 0, 1, 1)]).SelectMany(Pass)]);
        return [.. packed.Chunk(IdatSize).SelectMany(part => Chunk("IDAT", part))];
    }

    private byte[] Pass((int Left, int Top, int Across, int Down) pass)
    {
        List<byte> bytes = [];
        byte[]? above = null;
        for (int y = pass.Top, n = 0; y < Height && pass.Left < Width; y += pass.Down, n++)
        {
            byte[] row = Row(pass.Left, y, pass.Across);
            bytes.AddRange(Filter(Filters[n % Filters.Length], row, above ?? new byte[row.Length]));
            above = row;
        }

        return [.. bytes];
    }

    private byte[] Row(int left, int y, int across)
    {
        List<int> bits = [];
        for (int x = left; x < Width; x += across)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                int sample = Samples[(((y * Width) + x) * Channels) + channel];
                for (int bit = Depth - 1; bit >= 0; bit--)
                    bits.Add((sample >> bit) & 1);
            }
        }

        return [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, n) => bit << (7 - n)).Sum())];
    }

    private byte[] Filter(byte filter, byte[] row, byte[] above)
    {
        int step = Math.Max(1, Channels * Depth / 8);
        byte[] result = [filter, .. row];
        for (int n = 0; n < row.Length; n++)
        {
            int a = n < step ? 0 : row[n - step], b = above[n], c = n < step ? 0 : above[n - step];
            result[n + 1] -= (byte)(filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth(a, b, c), _ => 0 });
        }

        return result;
    }

    // As the specification words it.
    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    // Bit by bit, so that it owes nothing to the table it checks.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
