namespace Keratin.Saving.Hdf5;

/// <summary>Reads attribute messages.</summary>
internal static class H5AttributeReader
{
    private const int NameIndex = 8, HeapIdSize = 8, Shared = 2;

    /// <summary>Adds to an object the attributes in its header.</summary>
    public static void ReadAll(H5Source source, H5Object owner, string path, List<H5Message> messages)
    {
        foreach (H5Message message in messages)
        {
            if (message.Type == H5MessageType.Attribute)
                Add(owner, Read(source, message.Open(path)), message.Offset, path);
            else if (message.Type == H5MessageType.AttributeInfo)
                ReadDense(source, owner, message.Open(path));
        }
    }

    private static void Add(H5Object owner, H5Attribute attribute, long offset, string path)
    {
        if (!owner.TryAdd(attribute))
            throw H5Error.At(offset, path, "attributes of different names", $"\"{H5Text.Short(attribute.Name)}\" twice");
    }

    private static H5Attribute Read(H5Source source, H5Cursor cursor)
    {
        int version = cursor.Version("an attribute", 1, 2, 3);
        int flags = cursor.Byte();
        if (version > 1 && flags != 0)
            throw cursor.Refuse("an attribute with a datatype and a dataspace of its own", "a shared one");
        int nameSize = cursor.UInt16(), typeSize = cursor.UInt16(), spaceSize = cursor.UInt16();
        cursor.Skip(version == 3 ? 1 : 0);

        string name = H5Text.Decode(cursor.Bytes(nameSize).TrimEnd((byte)0), cursor.Offset, cursor.Path);
        string path = $"{cursor.Path}, attribute \"{H5Text.Short(name)}\"";
        Pad(ref cursor, version);
        long typeOffset = cursor.Offset;
        H5Type type = H5TypeReader.Read(new(cursor.Take(typeSize), typeOffset, path));
        Pad(ref cursor, version);
        long spaceOffset = cursor.Offset;
        long[]? shape = H5SpaceReader.Read(new(cursor.Take(spaceSize), spaceOffset, path), type);
        Pad(ref cursor, version);
        return new(name, Values(source, cursor, type, shape, path));
    }

    // Version 1 fills each part up to a multiple of 8 bytes, counted from the beginning of the message.
    private static void Pad(ref H5Cursor cursor, int version)
    {
        if (version == 1)
            cursor.Align();
    }

    private static H5Values Values(H5Source source, H5Cursor cursor, H5Type type, long[]? shape, string path)
    {
        long offset = cursor.Offset;
        int bytes = shape is null ? 0 : H5Shape.Bytes(shape, type.Size)!.Value;
        ReadOnlyMemory<byte> data = cursor.Take(bytes);
        H5GlobalHeap heap = source.Heap;
        return new(type, shape, () => data, () => heap.Strings(data, offset, path), path, offset);
    }

    private static void ReadDense(H5Source source, H5Object owner, H5Cursor cursor)
    {
        cursor.Version("attribute info", 0);
        int flags = cursor.Byte();
        cursor.Skip((flags & 1) != 0 ? 2 : 0);
        long heapAddress = cursor.Int64(), index = cursor.Int64();
        if (heapAddress == H5Cursor.Undefined)
            return;
        var heap = new H5FractalHeap(source, heapAddress, cursor.Path);
        var dense = new List<(long Order, long Offset, H5Attribute Attribute)>();
        foreach (var (bytes, offset) in H5Tree2.Read(source, index, NameIndex, cursor.Path))
            dense.Add(ReadRecord(source, heap, bytes, offset, cursor.Path));
        foreach (var (_, offset, attribute) in dense.OrderBy(d => d.Order).ThenBy(d => d.Attribute.Name, StringComparer.Ordinal))
            Add(owner, attribute, offset, cursor.Path);
    }

    // Where in the heap it is, flags, its number in the order of creation, a hash of the name.
    private static (long Order, long Offset, H5Attribute Attribute) ReadRecord(
        H5Source source, H5FractalHeap heap, ReadOnlyMemory<byte> bytes, long offset, string path)
    {
        var record = new H5Cursor(bytes, offset, path);
        var id = new H5Cursor(record.Take(HeapIdSize), offset, path);
        if ((record.Byte() & Shared) != 0)
            throw record.Refuse("an attribute of its object alone", "a shared one");
        return (record.UInt32(), offset, Read(source, heap.Open(id)));
    }
}
