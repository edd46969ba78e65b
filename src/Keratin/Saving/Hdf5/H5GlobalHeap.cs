namespace Keratin.Saving.Hdf5;

/// <summary>Fetches strings of variable length from the collections of a global heap, each of which is read once.</summary>
internal sealed class H5GlobalHeap(H5Source source)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Dictionary<int, ReadOnlyMemory<byte>>> _collections = [];

    /// <summary>The strings that these references lead to.</summary>
    public string[] Strings(ReadOnlyMemory<byte> references, long offset, string path)
    {
        var cursor = new H5Cursor(references, offset, path);
        var strings = new string[references.Length / H5Type.ReferenceSize];
        // References to one long string, again and again, would not end; honest ones have a string each.
        long allowance = source.File.Length;
        for (int i = 0; i < strings.Length; i++)
        {
            strings[i] = String(ref cursor);
            allowance -= strings[i].Length;
            if (allowance < 0)
                throw cursor.Refuse("at most as many characters as the file has bytes", "more");
        }

        return strings;
    }

    private string String(ref H5Cursor cursor)
    {
        long length = cursor.UInt32(), address = cursor.Int64();
        int index = (int)cursor.UInt32();
        if (length == 0 || address == 0)
            return "";
        ReadOnlyMemory<byte> text = Collection(address, cursor.Path).GetValueOrDefault(index);
        if (length > text.Length)
            throw cursor.Refuse($"a string of {length} bytes, number {index} in the heap at {address}", $"{text.Length}");
        // Some writers count the zero of C at the end.
        return H5Text.Decode(text.Span[..(int)length].TrimEnd((byte)0), address, cursor.Path);
    }

    private Dictionary<int, ReadOnlyMemory<byte>> Collection(long address, string path)
    {
        lock (_lock)
        {
            if (!_collections.TryGetValue(address, out var objects))
                _collections.Add(address, objects = ReadCollection(address, path));
            return objects;
        }
    }

    private Dictionary<int, ReadOnlyMemory<byte>> ReadCollection(long address, string path)
    {
        H5Cursor head = source.Open(address, 16, path, "a global heap");
        head.Signature("GCOL");
        head.Version("a global heap", 1);
        head.Skip(3);
        H5Cursor cursor = source.Open(address, head.Int64(), path, "a global heap");
        cursor.Skip(16);
        var objects = new Dictionary<int, ReadOnlyMemory<byte>>();
        // Number 0 is the free space behind the last object.
        while (cursor.Remaining >= 16 && cursor.UInt16() is not 0 and int index)
        {
            cursor.Skip(6);
            long length = cursor.Int64();
            objects.TryAdd(index, cursor.Take(length));
            cursor.Skip(Math.Min(-length & 7, cursor.Remaining));
        }

        return objects;
    }
}
