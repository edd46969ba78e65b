using System.Buffers.Binary;
using System.IO.Compression;

namespace Keratin;

/// <summary>Writes PNG files (ISO/IEC 15948): 8 bits, gray or RGB, no interlacing.</summary>
internal static class Png
{
    private const byte Gray = 0, Rgb = 2;
    private const byte FilterNone = 0, FilterSub = 1, FilterUp = 2;

    /// <summary>The whole file.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for gray, 0 black to 255 white; 3 for red, green and blue.</param>
    /// <param name="pixels">Row by row from the top.</param>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, channels == 1 ? Gray : Rgb);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(width * channels, channels, pixels));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(int length, int channels, ReadOnlySpan<byte> pixels)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] above = new byte[length], filtered = new byte[length], best = new byte[length];
            for (; !pixels.IsEmpty; pixels = pixels[length..])
            {
                ReadOnlySpan<byte> row = pixels[..length];
                zlib.WriteByte(ChooseFilter(row, above, channels, filtered, best));
                zlib.Write(best);
                row.CopyTo(above);
            }
        }
        return compressed.ToArray();
    }

    // The usual guess: the filter that leaves the smallest differences, taken as signed numbers.
    private static byte ChooseFilter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int channels, byte[] filtered, byte[] best)
    {
        byte chosen = FilterNone;
        long least = long.MaxValue;
        foreach (byte filter in (ReadOnlySpan<byte>)[FilterNone, FilterUp, FilterSub])
        {
            long sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                byte predicted = filter switch { FilterUp => above[i], FilterSub when i >= channels => row[i - channels], _ => 0 };
                filtered[i] = unchecked((byte)(row[i] - predicted));
                sum += Math.Abs((int)(sbyte)filtered[i]);
            }
            if (sum >= least)
                continue;
            (least, chosen) = (sum, filter);
            filtered.CopyTo(best, 0);
        }
        return chosen;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.End(Crc32.Update(Crc32.Update(Crc32.Start, type), data)));
        file.Write(number);
    }
}
