namespace Keratin.Saving.Hdf5;

/// <summary>Lists the links of a group, wherever the group keeps them.</summary>
internal static class H5LinkReader
{
    private const int HasType = 0x08, HasOrder = 0x04, HasCharset = 0x10;
    private const int Hard = 0, Soft = 1, External = 64;
    private const int NameIndex = 5;

    /// <summary>All links of a group, in the order in which they are stored.</summary>
    public static List<H5Link> ReadAll(H5Source source, string path, List<H5Message> messages)
    {
        var links = new List<H5Link>();
        foreach (H5Message message in messages)
        {
            if (message.Type == H5MessageType.SymbolTable)
                new H5SymbolTable(source, path, links).Read(message.Open(path));
            else if (message.Type == H5MessageType.Link)
                links.Add(Read(message.Open(path)));
            else if (message.Type == H5MessageType.LinkInfo)
                ReadDense(source, message.Open(path), links);
        }

        return links;
    }

    /// <summary>One link message.</summary>
    public static H5Link Read(H5Cursor cursor)
    {
        long offset = cursor.Offset;
        cursor.Version("a link", 1);
        int flags = cursor.Byte();
        int type = (flags & HasType) != 0 ? cursor.Byte() : Hard;
        cursor.Skip(((flags & HasOrder) != 0 ? 8 : 0) + ((flags & HasCharset) != 0 ? 1 : 0));
        long length = cursor.Sized(1 << (flags & 3));
        string name = H5Text.Decode(cursor.Bytes(length), offset, cursor.Path);
        if (type != Hard)
            throw cursor.Refuse("links to objects in the file", $"{Kind(type)} named \"{H5Text.Short(name)}\"");
        return new(name, cursor.Int64(), offset);
    }

    private static string Kind(int type) => type switch
    {
        Soft => "a soft link",
        External => "an external link",
        _ => $"a link of type {type}",
    };

    private static void ReadDense(H5Source source, H5Cursor cursor, List<H5Link> links)
    {
        cursor.Version("link info", 0);
        int flags = cursor.Byte();
        cursor.Skip((flags & 1) != 0 ? 8 : 0);
        long heapAddress = cursor.Int64(), index = cursor.Int64();
        if (heapAddress == H5Cursor.Undefined)
            return;
        var heap = new H5FractalHeap(source, heapAddress, cursor.Path);
        var dense = new List<H5Link>();
        foreach (var (bytes, offset) in H5Tree2.Read(source, index, NameIndex, cursor.Path))
        {
            var record = new H5Cursor(bytes, offset, cursor.Path);
            // A hash of the name, by which the tree is sorted; then where in the heap the link is.
            record.Skip(4);
            dense.Add(Read(heap.Open(record)));
        }

        dense.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        links.AddRange(dense);
    }
}
