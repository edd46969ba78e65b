namespace Keratin.Saving.Hdf5;

/// <summary>The links of an old-style group: a B-tree of symbol nodes, and a local heap with the names.</summary>
internal sealed class H5SymbolTable(H5Source source, string path, List<H5Link> links)
{
    private const int SoftLink = 2;

    private long _names, _namesLength;

    /// <summary>Adds the links of the group whose symbol table message this is.</summary>
    public void Read(H5Cursor message)
    {
        long tree = message.Int64(), heap = message.Int64();
        H5Cursor cursor = source.Open(heap, 32, path, "a local heap");
        cursor.Signature("HEAP");
        cursor.Version("a local heap", 0);
        cursor.Skip(3);
        _namesLength = cursor.Int64();
        cursor.Skip(8);
        _names = cursor.Int64();
        source.Data(_names, _namesLength, path);
        ReadNode(tree, expectedLevel: null);
    }

    private void ReadNode(long address, int? expectedLevel)
    {
        H5Cursor cursor = H5Tree1.Open(source, address, H5Tree1.Groups, 16, path, expectedLevel, out int level, out int used);
        for (int i = 0; i < used; i++)
        {
            cursor.Skip(8);
            long child = cursor.Int64();
            if (level > 0)
                ReadNode(child, level - 1);
            else
                ReadSymbols(child);
        }
    }

    private void ReadSymbols(long address)
    {
        H5Cursor head = source.Open(address, 8, path, "a symbol node");
        head.Signature("SNOD");
        head.Version("a symbol node", 1);
        head.Skip(1);
        int count = head.UInt16();
        H5Cursor cursor = source.Open(address + 8, 40L * count, path, "a symbol node");
        for (int i = 0; i < count; i++)
            ReadSymbol(ref cursor);
    }

    private void ReadSymbol(ref H5Cursor cursor)
    {
        long offset = cursor.Offset;
        string name = Name(cursor.Int64());
        long address = cursor.Int64();
        uint kind = cursor.UInt32();
        cursor.Skip(20);
        if (kind == SoftLink)
            throw H5Error.At(offset, path, "links to objects in the file", $"a soft link named \"{H5Text.Short(name)}\"");
        links.Add(new(name, address, offset));
    }

    private string Name(long offset)
    {
        if (offset < 0 || offset >= _namesLength)
            throw H5Error.At(_names, path, $"names inside the heap of {_namesLength} bytes", $"one at {(ulong)offset}");
        ReadOnlySpan<byte> rest = source.Data(_names + offset, _namesLength - offset, path).Span;
        int length = rest.IndexOf((byte)0);
        source.Spend(length < 0 ? rest.Length : length, _names + offset, path);
        return length < 0
            ? throw H5Error.At(_names + offset, path, "a name that ends with a zero", "the end of the heap")
            : H5Text.Decode(rest[..length], _names + offset, path);
    }
}
