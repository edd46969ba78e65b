using System.Numerics;

namespace Keratin.Saving.Hdf5;

/// <summary>Lists the records of a version 2 B-tree.</summary>
internal sealed class H5Tree2
{
    // Signature, version, type; and the checksum at the end.
    private const int Overhead = 4 + 1 + 1 + 4;
    private const int MaximumDepth = 16;

    // That of a link: a hash and an identifier in the heap.
    private const int SmallestRecord = 11;

    private readonly H5Source _source;
    private readonly string _path;
    private readonly int _type;
    private readonly int _recordSize;
    private readonly List<(ReadOnlyMemory<byte> Bytes, long Offset)> _records = [];

    // For each depth, from the leaves up: how wide a child's number of records is, and that of all records below the child.
    private readonly List<int> _totalWidths = [0];
    private readonly int _countWidth;

    private H5Tree2(H5Source source, H5Cursor header, int type)
    {
        (_source, _path, _type) = (source, header.Path, type);
        header.Signature("BTHD");
        header.Version("a version 2 B-tree", 0);
        int gotType = header.Byte();
        long nodeSize = header.UInt32();
        _recordSize = header.UInt16();
        int depth = header.UInt16();
        header.Skip(2);
        long root = header.Int64();
        int count = header.UInt16();
        if (gotType != type || _recordSize < SmallestRecord || depth > MaximumDepth || nodeSize < Overhead + _recordSize)
        {
            throw header.Refuse(
                $"a B-tree of type {type}, at most {MaximumDepth} deep", $"type {gotType}, {depth} deep, nodes of {nodeSize} bytes");
        }

        long most = (nodeSize - Overhead) / _recordSize;
        _countWidth = Width((ulong)most);
        SetWidths(depth, nodeSize, (ulong)most);
        if (root != H5Cursor.Undefined)
            ReadNode(root, count, depth);
    }

    /// <summary>All records of the tree there, in its order.</summary>
    public static List<(ReadOnlyMemory<byte> Bytes, long Offset)> Read(H5Source source, long address, int type, string path) =>
        new H5Tree2(source, H5Checksum.Open(source, address, 38, path, "a version 2 B-tree"), type)._records;

    // A number is as wide as the highest it may be: what fits a node, and what fits all nodes below.
    private void SetWidths(int depth, long nodeSize, ulong total)
    {
        for (int level = 1; level < depth; level++)
        {
            long pointer = 8 + _countWidth + _totalWidths[^1];
            ulong most = (ulong)Math.Max(0, (nodeSize - Overhead - pointer) / (_recordSize + pointer));
            total = unchecked((most + 1) * total + most);
            _totalWidths.Add(Width(total));
        }
    }

    private void ReadNode(long address, int count, int depth)
    {
        int pointer = depth == 0 ? 0 : 8 + _countWidth + _totalWidths[depth - 1];
        long length = Overhead + (long)count * _recordSize + (depth == 0 ? 0 : (count + 1L) * pointer);
        H5Cursor cursor = H5Checksum.Open(_source, address, length, _path, "a B-tree node");
        cursor.Signature(depth == 0 ? "BTLF" : "BTIN");
        cursor.Version("a B-tree node", 0);
        if (cursor.Byte() != _type)
            throw cursor.Refuse($"a node of type {_type}", "another");
        for (int i = 0; i < count; i++)
        {
            long offset = cursor.Offset;
            _records.Add((cursor.Take(_recordSize), offset));
        }

        for (int i = 0; depth > 0 && i <= count; i++)
        {
            long child = cursor.Int64();
            int below = (int)Math.Min(cursor.Sized(_countWidth), int.MaxValue);
            cursor.Skip(_totalWidths[depth - 1]);
            ReadNode(child, below, depth - 1);
        }
    }

    private static int Width(ulong most) => BitOperations.Log2(most) / 8 + 1;
}
