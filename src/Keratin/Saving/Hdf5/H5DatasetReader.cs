namespace Keratin.Saving.Hdf5;

/// <summary>Reads from a dataset's header what it is; its data is fetched later.</summary>
internal sealed class H5DatasetReader(H5Source source, long address, string path, List<H5Message> messages)
{
    private const int Compact = 0, Contiguous = 1, Chunked = 2, Virtual = 3;

    private H5Type _type = H5Type.UInt8;
    private long[] _shape = [];
    private int _bytes;

    /// <summary>The values of the dataset.</summary>
    public H5Values Read()
    {
        if (messages.Exists(m => m.Type == H5MessageType.ExternalFiles))
            throw H5Error.At(address, path, "data in the file itself", "external storage (the data lies in other files)");
        _type = H5TypeReader.Read(Message(H5MessageType.Datatype).Open(path));
        long[]? shape = H5SpaceReader.Read(Message(H5MessageType.Dataspace).Open(path), _type);
        _shape = shape ?? [];
        _bytes = shape is null ? 0 : H5Shape.Bytes(_shape, _type.Size)!.Value;

        Func<ReadOnlyMemory<byte>> load = Layout(Message(H5MessageType.Layout).Open(path));
        H5GlobalHeap heap = source.Heap;
        return new(_type, shape, load, () => heap.Strings(load(), address, path), path, address);
    }

    private H5Message Message(H5MessageType type) =>
        messages.Find(m => m.Type == type) ?? throw H5Error.At(address, path, $"a {type} message in the dataset's header", "none");

    private Func<ReadOnlyMemory<byte>> Layout(H5Cursor cursor)
    {
        int version = cursor.Version("a data layout", 3, 4);
        int kind = cursor.Byte();
        return kind switch
        {
            _ when _bytes == 0 => () => ReadOnlyMemory<byte>.Empty,
            Compact => Stored(cursor.Take(cursor.UInt16())),
            Contiguous => ReadContiguous(ref cursor),
            Chunked => ReadChunked(ref cursor, version),
            Virtual => throw cursor.Refuse("data in the file itself", "a virtual dataset (its data lies in other datasets)"),
            _ => throw cursor.Refuse("data that is compact, contiguous or chunked", $"layout {kind}"),
        };
    }

    private Func<ReadOnlyMemory<byte>> ReadContiguous(ref H5Cursor cursor)
    {
        long data = cursor.Int64(), size = cursor.Int64();
        if (data != H5Cursor.Undefined)
        {
            // Counted although nobody looks at it now: a thousand datasets that share their bytes are not believed.
            source.Spend(size, data, path);
            return Stored(source.Data(data, size, path));
        }

        H5Fill fill = Fill();
        fill.CheckProportion(_bytes, stored: 0);
        return () => fill.Make(_bytes);
    }

    private Func<ReadOnlyMemory<byte>> Stored(ReadOnlyMemory<byte> data)
    {
        if (data.Length < _bytes)
            throw H5Error.At(address, path, $"{_bytes} bytes for {H5Shape.Text(_shape)} of {_type}", $"{data.Length}");
        ReadOnlyMemory<byte> exact = data[.._bytes];
        return () => exact;
    }

    private Func<ReadOnlyMemory<byte>> ReadChunked(ref H5Cursor cursor, int version)
    {
        var grid = new H5ChunkGrid(_shape, H5SpaceReader.ReadMaximum(Message(H5MessageType.Dataspace).Open(path)), _type.Size);
        H5Message? pipeline = messages.Find(m => m.Type == H5MessageType.Filters);
        H5Filters filters = pipeline is null ? H5Filters.None : H5Filters.Read(pipeline.Open(path));
        H5ChunkIndex index = H5ChunkIndex.Read(ref cursor, version, grid);
        var chunks = new H5ChunkReader(grid, filters, index, Fill(), path, address);
        ReadOnlyMemory<byte> file = source.File;
        return () => chunks.Read(new(file));
    }

    private H5Fill Fill()
    {
        H5Message? message = messages.Find(m => m.Type == H5MessageType.FillValue)
            ?? messages.Find(m => m.Type == H5MessageType.OldFillValue);
        return new(message is null ? default : H5Fill.Read(message, path), _type.Size, path, address);
    }
}
