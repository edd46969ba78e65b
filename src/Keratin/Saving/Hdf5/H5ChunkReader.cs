namespace Keratin.Saving.Hdf5;

/// <summary>Puts a dataset together from its chunks.</summary>
internal sealed class H5ChunkReader(H5ChunkGrid grid, H5Filters filters, H5ChunkIndex index, H5Fill fill, string path, long offset)
{
    /// <summary>All elements. The proportion of what is stored to what comes of it is checked before anything is allocated.</summary>
    public ReadOnlyMemory<byte> Read(H5Source source)
    {
        List<H5Chunk> chunks = index.List(source, path, filters.Any);
        int bytes = H5Shape.Bytes(grid.Shape, grid.Size)!.Value;
        // Chunks may lie on top of each other, yet the file has not more than its bytes.
        long stored = Math.Min(chunks.Sum(chunk => Math.Max(0, Math.Min(chunk.Length, source.File.Length))), source.File.Length);
        fill.CheckProportion(bytes, stored);
        fill.CheckProportion((long)chunks.Count * grid.ChunkBytes, stored);

        byte[] whole = fill.Make(bytes);
        foreach (H5Chunk chunk in chunks)
        {
            if (!grid.IsOrigin(chunk.Origin))
                throw H5Error.At(offset, path, "chunks that begin where one can", H5Shape.Text(chunk.Origin));
            if (!grid.IsOutside(chunk.Origin))
                grid.Place(Decode(source, chunk).Span, chunk.Origin, whole);
        }

        return whole;
    }

    private ReadOnlyMemory<byte> Decode(H5Source source, H5Chunk chunk)
    {
        ReadOnlyMemory<byte> stored = source.Data(chunk.Address, chunk.Length, path);
        ReadOnlyMemory<byte> decoded = filters.Undo(stored, chunk.SkippedFilters, grid.ChunkBytes, chunk.Address, path);
        return decoded.Length == grid.ChunkBytes
            ? decoded
            : throw H5Error.At(chunk.Address, path, $"a chunk of {grid.ChunkBytes} bytes", $"{decoded.Length}");
    }
}
