namespace Keratin.Saving.Hdf5;

/// <summary>The whole dataset in one chunk.</summary>
internal sealed class H5SingleChunk(H5Chunk chunk) : H5ChunkIndex
{
    /// <inheritdoc/>
    public override List<H5Chunk> List(H5Source source, string path, bool isFiltered) => chunk.Address == H5Cursor.Undefined ? [] : [chunk];
}
