namespace Keratin.Saving.Hdf5;

/// <summary>The first bytes of a file, version 0 to 3: they lead to the root group.</summary>
internal static class H5Superblock
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file from its superblock on, and the address of the root group's header.</summary>
    public static (H5Source Source, long Root) Read(ReadOnlyMemory<byte> file)
    {
        int start = Find(file.Span);
        var source = new H5Source(file[start..]);
        H5Cursor cursor = source.OpenRest(0, "the superblock", "a superblock");
        cursor.Skip(8);
        int version = cursor.Version("a superblock", 0, 1, 2, 3);
        return (source, version < 2 ? Old(cursor, version, file.Length, start) : New(source, file.Length, start));
    }

    // Somebody else's header may stand before the file: then it starts at 512, 1024, 2048, …
    private static int Find(ReadOnlySpan<byte> file)
    {
        for (long start = 0; start + 8 <= file.Length; start = Math.Max(512, 2 * start))
        {
            if (file.Slice((int)start, 8).SequenceEqual(Signature))
                return (int)start;
        }

        throw H5Error.At(0, "the superblock", "the signature 89 'HDF' 0D 0A 1A 0A", $"{file.Length} bytes without it");
    }

    private static long Old(H5Cursor cursor, int version, long length, int start)
    {
        cursor.Skip(4);
        CheckSizes(ref cursor);
        cursor.Skip(1 + 4 + 4 + (version == 1 ? 4 : 0));
        CheckBase(ref cursor, start);
        cursor.Skip(8);
        CheckEnd(ref cursor, length);
        cursor.Skip(8);
        // The root's symbol table entry: offset of its name, address of its header.
        cursor.Skip(8);
        return cursor.Int64();
    }

    private static long New(H5Source source, long length, int start)
    {
        H5Cursor cursor = H5Checksum.Open(source, 0, 48, "the superblock", "a superblock");
        cursor.Skip(9);
        CheckSizes(ref cursor);
        cursor.Skip(1);
        CheckBase(ref cursor, start);
        cursor.Skip(8);
        CheckEnd(ref cursor, length);
        return cursor.Int64();
    }

    private static void CheckSizes(ref H5Cursor cursor)
    {
        int offsets = cursor.Byte(), lengths = cursor.Byte();
        if (offsets != 8 || lengths != 8)
            throw cursor.Refuse("addresses and lengths of 8 bytes", $"{offsets} and {lengths}");
    }

    private static void CheckBase(ref H5Cursor cursor, int start)
    {
        long address = cursor.Int64();
        if (address != start)
            throw cursor.Refuse($"addresses that count from the superblock ({start})", $"from {address}");
    }

    private static void CheckEnd(ref H5Cursor cursor, long length)
    {
        long end = cursor.Int64();
        if (end < 0 || end > length)
            throw cursor.Refuse($"a file of {(ulong)end} bytes", $"{length}: it is cut short");
    }
}
