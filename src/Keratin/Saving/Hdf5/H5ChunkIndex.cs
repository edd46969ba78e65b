namespace Keratin.Saving.Hdf5;

/// <summary>Lists the chunks of a dataset, wherever it keeps their addresses.</summary>
internal abstract class H5ChunkIndex
{
    private const int MaximumAxes = 33;
    private const int LeavesEdgesUnfiltered = 1, HasFilteredChunk = 2;
    private const int Single = 1, Implicit = 2, FixedArray = 3, ExtensibleArray = 4, Tree2 = 5;

    /// <summary>All chunks that are stored.</summary>
    public abstract List<H5Chunk> List(H5Source source, string path, bool isFiltered);

    /// <summary>Reads the rest of a layout message, and gives its lengths of a chunk to the grid.</summary>
    public static H5ChunkIndex Read(ref H5Cursor cursor, int version, H5ChunkGrid grid) =>
        version == 3 ? ReadVersion3(ref cursor, grid) : ReadVersion4(ref cursor, grid);

    private static H5ChunkTree ReadVersion3(ref H5Cursor cursor, H5ChunkGrid grid)
    {
        int axes = Axes(ref cursor);
        long address = cursor.Int64();
        grid.SetChunk(cursor, Lengths(ref cursor, axes, 4));
        return new(grid, address);
    }

    private static H5ChunkIndex ReadVersion4(ref H5Cursor cursor, H5ChunkGrid grid)
    {
        int flags = cursor.Byte();
        if ((flags & LeavesEdgesUnfiltered) != 0)
            throw cursor.Refuse("chunks that are all filtered alike", "a dataset whose chunks at the edges are not filtered");
        int axes = Axes(ref cursor), width = cursor.Byte();
        if (width is 0 or > 8)
            throw cursor.Refuse("lengths of 1 to 8 bytes", $"{width}");
        grid.SetChunk(cursor, Lengths(ref cursor, axes, width));
        return cursor.Byte() switch
        {
            Single => ReadSingle(ref cursor, grid, (flags & HasFilteredChunk) != 0),
            Implicit => new H5ImplicitChunks(grid, cursor.Int64()),
            FixedArray => new H5FixedArray(grid, cursor.Byte(), cursor.Int64()),
            ExtensibleArray => throw cursor.Refuse("chunks in a B-tree or a fixed array", "an extensible array (one axis is unlimited)"),
            Tree2 => ReadTree2(ref cursor, grid),
            var other => throw cursor.Refuse("a chunk index the format knows", $"number {other}"),
        };
    }

    private static H5SingleChunk ReadSingle(ref H5Cursor cursor, H5ChunkGrid grid, bool isFiltered)
    {
        long length = isFiltered ? cursor.Int64() : grid.ChunkBytes;
        uint skipped = isFiltered ? cursor.UInt32() : 0;
        return new(new(new long[grid.Rank], cursor.Int64(), length, skipped));
    }

    private static H5ChunkTree2 ReadTree2(ref H5Cursor cursor, H5ChunkGrid grid)
    {
        // The size of a node and when to split or merge them: the tree's own header says it again.
        cursor.Skip(4 + 1 + 1);
        return new(grid, cursor.Int64());
    }

    private static int Axes(ref H5Cursor cursor)
    {
        int axes = cursor.Byte();
        return axes is > 0 and <= MaximumAxes ? axes : throw cursor.Refuse($"chunks of 1 to {MaximumAxes} axes", $"{axes}");
    }

    private static long[] Lengths(ref H5Cursor cursor, int axes, int width)
    {
        var lengths = new long[axes];
        for (int i = 0; i < axes; i++)
            lengths[i] = cursor.Sized(width);
        return lengths;
    }
}
