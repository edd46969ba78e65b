namespace Keratin.Saving.Hdf5;

/// <summary>The chunks of a dataset in a version 2 B-tree.</summary>
internal sealed class H5ChunkTree2(H5ChunkGrid grid, long root) : H5ChunkIndex
{
    private const int Unfiltered = 10, Filtered = 11;

    /// <inheritdoc/>
    public override List<H5Chunk> List(H5Source source, string path, bool isFiltered)
    {
        var chunks = new List<H5Chunk>();
        if (root == H5Cursor.Undefined)
            return chunks;
        foreach (var (bytes, offset) in H5Tree2.Read(source, root, isFiltered ? Filtered : Unfiltered, path))
            chunks.Add(Read(new(bytes, offset, path), isFiltered));
        return chunks;
    }

    private H5Chunk Read(H5Cursor cursor, bool isFiltered)
    {
        long address = cursor.Int64();
        // What the address, the mask and the place leave is the length, as wide as the library thought it might get.
        int width = cursor.Remaining - 4 - 8 * grid.Rank;
        if (isFiltered && width is < 1 or > 8)
            throw cursor.Refuse("a length of 1 to 8 bytes", $"{width}");
        long length = isFiltered ? cursor.Sized(width) : grid.ChunkBytes;
        uint skipped = isFiltered ? cursor.UInt32() : 0;
        return new(grid.Origin(ref cursor), address, length, skipped);
    }
}
