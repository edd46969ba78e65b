using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Keratin.Tests.Visualization;

/// <summary>Reads the PNG files that charts write, by the standard and not by what the writer does.</summary>
internal sealed class PngFile
{
    private PngFile(int width, int height, int channels, byte[] pixels) => (Width, Height, Channels, Pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    public byte[] At(int x, int y) => Pixels[(((y * Width) + x) * Channels)..(((y * Width) + x + 1) * Channels)];

    public static PngFile Read(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        var chunks = new List<(string Type, byte[] Data)>();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));
        byte[] header = chunks[0].Data;
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        Assert.Equal(8, header[8]);
        Assert.Equal([0, 0, 0], header[10..]);
        int channels = header[9] switch { 0 => 1, 2 => 3, var other => throw new InvalidDataException($"colour type {other}") };
        using var zlib = new ZLibStream(new MemoryStream(chunks[1].Data), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        return new PngFile(width, height, channels, Unfilter(raw.ToArray(), height, width * channels, channels));
    }

    private static byte[] Unfilter(byte[] raw, int height, int length, int channels)
    {
        Assert.Equal(height * (length + 1), raw.Length);
        byte[] pixels = new byte[height * length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < length; x++)
            {
                int left = x >= channels ? pixels[(y * length) + x - channels] : 0, up = y > 0 ? pixels[((y - 1) * length) + x] : 0;
                int predicted = raw[y * (length + 1)] switch { 0 => 0, 1 => left, 2 => up, var other => throw new InvalidDataException($"filter {other}") };
                pixels[(y * length) + x] = (byte)(raw[(y * (length + 1)) + 1 + x] + predicted);
            }
        }
        return pixels;
    }

    // Bit by bit, as the standard defines it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
