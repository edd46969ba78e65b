using System.Buffers.Binary;
using System.IO.Compression;

namespace Keratin.Visualization.Imaging;

/// <summary>Writes PNG files (ISO/IEC 15948): 8 bits, gray or RGB, no interlacing.</summary>
internal static class Png
{
    private const byte Gray = 0, Rgb = 2;
    private const byte FilterNone = 0, FilterSub = 1, FilterUp = 2;

    /// <summary>The whole file.</summary>
    public static byte[] Encode(Raster raster)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, raster.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], raster.Height);
        (header[8], header[9]) = (8, raster.Channels == 1 ? Gray : Rgb);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(raster));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(Raster raster)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            int length = raster.Width * raster.Channels;
            byte[] above = new byte[length], filtered = new byte[length], best = new byte[length];
            for (int y = 0; y < raster.Height; y++)
            {
                ReadOnlySpan<byte> row = raster.Pixels.AsSpan(y * length, length);
                zlib.WriteByte(ChooseFilter(row, above, raster.Channels, filtered, best));
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
