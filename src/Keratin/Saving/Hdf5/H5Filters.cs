using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Keratin.Saving.Hdf5;

/// <summary>The filters that each chunk of a dataset went through, in the order of writing.</summary>
internal sealed class H5Filters
{
    private const int Deflate = 1, Shuffle = 2, Fletcher32 = 3;
    private const int MaximumFilters = 8;

    private readonly List<(int Id, int Size)> _filters = [];

    private H5Filters()
    {
    }

    /// <summary>No filters.</summary>
    public static H5Filters None { get; } = new();

    /// <summary>Whether there are filters.</summary>
    public bool Any => _filters.Count > 0;

    /// <summary>Reads a filter pipeline message; filters that cannot be undone here are refused by name.</summary>
    public static H5Filters Read(H5Cursor cursor)
    {
        int version = cursor.Version("a filter pipeline", 1, 2);
        int count = cursor.Byte();
        cursor.Skip(version == 1 ? 6 : 0);
        if (count > MaximumFilters)
            throw cursor.Refuse($"at most {MaximumFilters} filters", $"{count}");
        var filters = new H5Filters();
        for (int i = 0; i < count; i++)
            filters._filters.Add(ReadOne(ref cursor, version));
        return filters;
    }

    /// <summary>The chunk before it went through the filters; the last one is undone first.</summary>
    public ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> stored, uint skipped, int chunkBytes, long offset, string path)
    {
        ReadOnlyMemory<byte> bytes = stored;
        for (int i = _filters.Count - 1; i >= 0; i--)
        {
            if ((skipped >> i & 1) != 0)
                continue;
            bytes = _filters[i].Id switch
            {
                Deflate => Inflate(bytes, chunkBytes + 4 * i, offset, path),
                Shuffle => Unshuffle(bytes.Span, _filters[i].Size),
                _ => CheckSum(bytes, offset, path),
            };
        }

        return bytes;
    }

    private static (int Id, int Size) ReadOne(ref H5Cursor cursor, int version)
    {
        int id = cursor.UInt16();
        int nameLength = version == 1 || id >= 256 ? cursor.UInt16() : 0;
        cursor.Skip(2);
        int values = cursor.UInt16();
        string name = H5Text.Decode(cursor.Bytes(nameLength).TrimEnd((byte)0), cursor.Offset, cursor.Path);
        cursor.Skip(version == 1 ? -nameLength & 7 : 0);
        if (id is not (Deflate or Shuffle or Fletcher32))
            throw cursor.Refuse("chunks filtered with deflate, shuffle or fletcher32", $"filter {id} {Name(id, name)}");

        long first = values > 0 ? cursor.UInt32() : 1;
        cursor.Skip(4 * Math.Max(0, values - 1) + (version == 1 && values % 2 == 1 ? 4 : 0));
        return (id, (int)Math.Clamp(first, 1, int.MaxValue));
    }

    private static string Name(int id, string name) => id switch
    {
        4 => "(szip)",
        5 => "(n-bit)",
        6 => "(scale-offset)",
        _ => $"({H5Text.Short(name)})",
    };

    // A checksum that was added before compression is still in there: hence the 4 bytes that each earlier filter may have added.
    private static byte[] Inflate(ReadOnlyMemory<byte> bytes, int maximum, long offset, string path)
    {
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(bytes, out var array) ? array : new(bytes.ToArray());
        using var stream = new ZLibStream(new MemoryStream(segment.Array!, segment.Offset, segment.Count), CompressionMode.Decompress);
        var inflated = new byte[maximum];
        try
        {
            int count = stream.ReadAtLeast(inflated, maximum, throwOnEndOfStream: false);
            if (count == maximum && stream.ReadByte() >= 0)
                throw H5Error.At(offset, path, $"a chunk of {maximum} bytes", "more");
            return count == maximum ? inflated : inflated[..count];
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith("HDF5", StringComparison.Ordinal))
        {
            throw H5Error.At(offset, path, "data compressed with deflate", "data that is not, or is damaged");
        }
    }

    // Shuffling puts the first bytes of all elements together, then the second ones: equal bytes compress better side by side.
    private static byte[] Unshuffle(ReadOnlySpan<byte> bytes, int size)
    {
        var whole = bytes.ToArray();
        int count = bytes.Length / size;
        for (int part = 0; part < size && count > 1; part++)
        {
            for (int i = 0; i < count; i++)
                whole[i * size + part] = bytes[part * count + i];
        }

        return whole;
    }

    private static ReadOnlyMemory<byte> CheckSum(ReadOnlyMemory<byte> bytes, long offset, string path)
    {
        if (bytes.Length < 4)
            throw H5Error.At(offset, path, "a chunk with a checksum", $"{bytes.Length} bytes");
        ReadOnlyMemory<byte> body = bytes[..^4];
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^4..]), got = H5Checksum.Fletcher32(body.Span);
        return expected == got
            ? body
            : throw H5Error.At(offset, path, $"a chunk with the checksum {expected:x8}", $"{got:x8}: it is damaged");
    }
}
