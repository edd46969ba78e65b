using System.Numerics;

namespace Keratin.Saving.Hdf5;

/// <summary>Fetches from a fractal heap the links of large new-style groups, or the attributes of objects that have many.</summary>
/// <remarks>
/// The heap is one range of offsets laid over blocks: rows of <c>width</c> blocks, those of row 0 and 1 of the starting size, those of
/// each later row twice as large as before. Rows whose blocks exceed the largest direct size have, in place of a block, another such table.
/// </remarks>
internal sealed class H5FractalHeap
{
    private const int Managed = 0, Tiny = 2;
    private const int MaximumBits = 62;

    private readonly H5Source _source;
    private readonly string _path;
    private readonly long _address, _root, _start;
    private readonly int _width, _rootRows, _directRows, _offsetWidth, _lengthWidth;

    /// <summary>Reads the header of the heap there.</summary>
    public H5FractalHeap(H5Source source, long address, string path)
    {
        (_source, _address, _path) = (source, address, path);
        H5Cursor cursor = H5Checksum.Open(source, address, 146, path, "a fractal heap");
        cursor.Signature("FRHP");
        cursor.Version("a fractal heap", 0);
        cursor.Skip(2);
        int filters = cursor.UInt16();
        cursor.Skip(1);
        long mostManaged = cursor.UInt32();
        cursor.Skip(12 * 8);
        _width = cursor.UInt16();
        _start = cursor.Int64();
        long mostDirect = cursor.Int64();
        int bits = cursor.UInt16();
        cursor.Skip(2);
        _root = cursor.Int64();
        _rootRows = cursor.UInt16();
        if (filters != 0)
            throw cursor.Refuse("a fractal heap without filters", "one that is compressed");
        if (!BitOperations.IsPow2(_width) || !BitOperations.IsPow2(_start) || !BitOperations.IsPow2(mostDirect) || mostDirect < _start
            || mostDirect > int.MaxValue || bits is 0 or > MaximumBits || _rootRows > MaximumBits)
        {
            throw cursor.Refuse(
                "a table whose sizes are powers of two", $"width {_width}, blocks of {_start} to {mostDirect} bytes, {bits} bits");
        }

        _directRows = BitOperations.Log2((ulong)mostDirect) - BitOperations.Log2((ulong)_start) + 2;
        _offsetWidth = (bits + 7) / 8;
        _lengthWidth = Math.Min((BitOperations.Log2((ulong)mostDirect) + 7) / 8, BitOperations.Log2((ulong)mostManaged) / 8 + 1);
    }

    /// <summary>The object with that identifier.</summary>
    public H5Cursor Open(H5Cursor id)
    {
        int head = id.Byte();
        int kind = (head >> 4) & 3;
        if (kind == Tiny)
        {
            // So small that the identifier is the object.
            long at = id.Offset;
            return new(id.Take((head & 15) + 1), at, _path);
        }

        if (kind != Managed)
            throw id.Refuse("objects inside the heap's blocks", "a huge one (an attribute over 64 KiB)");
        long offset = id.Sized(_offsetWidth), length = id.Sized(_lengthWidth);
        return _rootRows == 0 ? InBlock(_root, _start, offset, length) : InTable(_root, _rootRows, offset, length);
    }

    private H5Cursor InBlock(long block, long size, long offset, long length)
    {
        if (offset < 0 || offset > size || length > size - offset)
            throw H5Error.At(_address, _path, $"an object inside its block of {size} bytes", $"{length} bytes at {(ulong)offset}");
        _source.Open(block, 4, _path, "a heap's block").Signature("FHDB");
        return _source.Open(block + offset, length, _path, "a heap's object");
    }

    private H5Cursor InTable(long table, int rows, long offset, long length)
    {
        long firstRow = _start * _width;
        int row = offset < firstRow ? 0 : BitOperations.Log2((ulong)(offset / firstRow)) + 1;
        if (offset < 0 || row >= rows || firstRow <= 0 || row > MaximumBits - BitOperations.Log2((ulong)firstRow))
            throw H5Error.At(_address, _path, $"an object inside {rows} rows of blocks", $"one at {(ulong)offset}");
        long size = row == 0 ? _start : _start << (row - 1);
        long inRow = row == 0 ? offset : offset - size * _width;
        long block = Entry(table, row * _width + inRow / size), inBlock = inRow % size;
        return row < _directRows
            ? InBlock(block, size, inBlock, length)
            : InTable(block, BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)firstRow) + 1, inBlock, length);
    }

    private long Entry(long table, long index)
    {
        _source.Open(table, 4, _path, "a heap's table").Signature("FHIB");
        // Signature, version, the heap's address and the table's offset come before the addresses of the blocks.
        return _source.Open(table + 4 + 1 + 8 + _offsetWidth + 8 * index, 8, _path, "a heap's table").Int64();
    }
}
