using System.Buffers.Binary;
using System.IO.Compression;

namespace Keratin.Callbacks;

/// <summary>Writes a picture in shades of gray as PNG, 8 bits a pixel.</summary>
internal static class GrayPng
{
    private const int ChunkOverhead = 12;

    /// <summary>The file.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Row by row from the top, 0 black to 255 white.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        // 8 bits, gray, deflate, the five filters, not interlaced.
        header[8] = 8;
        header[9..].Clear();
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compress(width, height, pixels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Weights are noise that no filter makes smaller: each row has filter 0, none.
    private static byte[] Compress(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                stream.WriteByte(0);
                stream.Write(pixels.Slice(y * width, width));
            }
        }
        return packed.ToArray();
    }

    // Length, type, data, and the checksum of type and data.
    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[data.Length + ChunkOverhead];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
