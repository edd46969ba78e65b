namespace Keratin.Saving.Hdf5;

/// <summary>The chunks of a dataset in a version 1 B-tree.</summary>
internal sealed class H5ChunkTree(H5ChunkGrid grid, long root) : H5ChunkIndex
{
    /// <inheritdoc/>
    public override List<H5Chunk> List(H5Source source, string path, bool isFiltered)
    {
        var chunks = new List<H5Chunk>();
        if (root != H5Cursor.Undefined)
            ReadNode(source, path, root, null, chunks);
        return chunks;
    }

    private void ReadNode(H5Source source, string path, long address, int? expectedLevel, List<H5Chunk> chunks)
    {
        // A key is the length (4), the skipped filters (4) and where the chunk begins, with a last axis for the bytes of an element.
        int entry = 8 + 8 * (grid.Rank + 1) + 8;
        H5Cursor cursor = H5Tree1.Open(source, address, H5Tree1.Chunks, entry, path, expectedLevel, out int level, out int used);
        for (int i = 0; i < used; i++)
        {
            long length = cursor.UInt32();
            uint skipped = cursor.UInt32();
            var origin = new long[grid.Rank];
            for (int axis = 0; axis < grid.Rank; axis++)
                origin[axis] = cursor.Int64();
            cursor.Skip(8);
            long child = cursor.Int64();
            if (level > 0)
                ReadNode(source, path, child, level - 1, chunks);
            else
                chunks.Add(new(origin, child, length, skipped));
        }
    }
}
