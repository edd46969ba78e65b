namespace Keratin.Saving.Hdf5;

/// <summary>Writes a tree as a file: children before their parents, the superblock first of all.</summary>
internal sealed class H5Writer
{
    private const int MaximumDepth = 256;

    private readonly H5Image _image = new();
    private readonly H5HeapWriter _heap;

    /// <summary>A writer of one file.</summary>
    public H5Writer() => _heap = new(_image);

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream, H5Group root)
    {
        var superblock = new byte[96];
        _image.Add(superblock);
        var (header, tree, heap) = AddGroup(root, "", 0);
        Superblock(header, tree, heap).CopyTo(superblock, 0);
        _image.Write(stream);
    }

    private byte[] Superblock(long header, long tree, long heap)
    {
        const int HasTreeAndHeap = 1;
        return new H5Buffer().Bytes([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A])
            .Zeros(5).Byte(8).Byte(8).Byte(0).UInt16(H5SymbolTableWriter.LeafK).UInt16(H5SymbolTableWriter.TreeK).UInt32(0)
            .Int64(0).Int64(H5Cursor.Undefined).Int64(_image.End).Int64(H5Cursor.Undefined)
            .Int64(0).Int64(header).UInt32(HasTreeAndHeap).UInt32(0).Int64(tree).Int64(heap).ToArray();
    }

    private (long Header, long Tree, long Heap) AddGroup(H5Group group, string path, int depth)
    {
        if (depth > MaximumDepth)
            throw new ArgumentException($"HDF5: groups are nested more than {MaximumDepth} deep; does one contain itself?");
        var links = new List<(byte[] Name, long Address)>();
        foreach (var (name, child) in group.Children)
        {
            string below = $"{path}/{name}";
            long address = child is H5Group inner ? AddGroup(inner, below, depth + 1).Header : AddDataset((H5Dataset)child, below);
            links.Add((H5Text.Encode(name), address));
        }

        var (tree, heap) = new H5SymbolTableWriter(_image).Write(links);
        var header = new H5HeaderWriter();
        header.Add(H5MessageType.SymbolTable, H5MessageWriter.SymbolTable(tree, heap), $"group {path}/");
        AddAttributes(header, group, path);
        return (_image.Add(header.ToArray()), tree, heap);
    }

    private long AddDataset(H5Dataset dataset, string path)
    {
        ReadOnlyMemory<byte> data = Data(dataset.Values);
        // No bytes have no address; and some readers would not like one behind the end of the file.
        long address = data.Length == 0 ? H5Cursor.Undefined : _image.Add(data);
        var header = new H5HeaderWriter();
        header.Add(H5MessageType.Dataspace, H5MessageWriter.Space(dataset.Values), $"the shape of {path}");
        header.Add(H5MessageType.Datatype, H5MessageWriter.Type(dataset.Type), $"the type of {path}");
        header.Add(H5MessageType.FillValue, H5MessageWriter.Fill(), $"the fill value of {path}");
        header.Add(H5MessageType.Layout, H5MessageWriter.Layout(address, data.Length), $"the layout of {path}");
        AddAttributes(header, dataset, path);
        return _image.Add(header.ToArray());
    }

    private void AddAttributes(H5HeaderWriter header, H5Object owner, string path)
    {
        foreach (H5Attribute attribute in owner.Attributes)
        {
            byte[] message = H5MessageWriter.Attribute(attribute, Data(attribute.Values).Span);
            header.Add(H5MessageType.Attribute, message, $"attribute \"{attribute.Name}\" of {(path == "" ? "/" : path)}");
        }
    }

    private ReadOnlyMemory<byte> Data(H5Values values) =>
        values.Type.Class == H5Class.VariableString ? _heap.Store(values.ReadStrings()) : values.ReadBytes();
}
