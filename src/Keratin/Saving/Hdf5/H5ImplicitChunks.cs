namespace Keratin.Saving.Hdf5;

/// <summary>All chunks one behind the other, none filtered: no index is needed.</summary>
internal sealed class H5ImplicitChunks(H5ChunkGrid grid, long address) : H5ChunkIndex
{
    /// <inheritdoc/>
    public override List<H5Chunk> List(H5Source source, string path, bool isFiltered)
    {
        var chunks = new List<H5Chunk>();
        if (address == H5Cursor.Undefined)
            return chunks;
        // They must fit the file, which also bounds how many there can be.
        long count = grid.MaximumChunks() is long n && n <= source.File.Length / grid.ChunkBytes
            ? n
            : throw H5Error.At(address, path, "as many chunks as the file has room for", "more");
        for (long i = 0; i < count; i++)
            chunks.Add(new(grid.Origin(i), address + i * grid.ChunkBytes, grid.ChunkBytes, 0));
        return chunks;
    }
}
