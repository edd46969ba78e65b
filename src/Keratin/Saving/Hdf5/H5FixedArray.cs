namespace Keratin.Saving.Hdf5;

/// <summary>The chunks of a dataset in an array of addresses, one for each chunk, cut into pages when it is long.</summary>
internal sealed class H5FixedArray(H5ChunkGrid grid, int pageBits, long address) : H5ChunkIndex
{
    private const int ForFilteredChunks = 1;

    /// <inheritdoc/>
    public override List<H5Chunk> List(H5Source source, string path, bool isFiltered)
    {
        if (address == H5Cursor.Undefined)
            return [];
        H5Cursor cursor = H5Checksum.Open(source, address, 28, path, "a fixed array");
        cursor.Signature("FAHD");
        cursor.Version("a fixed array", 0);
        int client = cursor.Byte(), entry = cursor.Byte(), bits = cursor.Byte();
        long count = cursor.Int64(), block = cursor.Int64();
        bool isForFiltered = client == ForFilteredChunks;
        if (client > ForFilteredChunks || isForFiltered != isFiltered || bits != pageBits || bits > 30)
            throw cursor.Refuse("a fixed array that fits its dataset", $"client {client}, pages of 2^{bits}");
        if (entry is < 8 or > 20 || (isForFiltered ? entry < 13 : entry != 8))
            throw cursor.Refuse("an entry of an address, and for filtered chunks a length and a mask", $"{entry} bytes");
        if (count != grid.MaximumChunks() || count > source.File.Length / entry)
            throw cursor.Refuse($"an array of {grid.MaximumChunks()} chunks that fits the file", $"{(ulong)count}");
        return block == H5Cursor.Undefined ? [] : ReadBlock(source, path, block, count, entry);
    }

    private List<H5Chunk> ReadBlock(H5Source source, string path, long block, long count, int entry)
    {
        var chunks = new List<H5Chunk>();
        const int Prefix = 4 + 1 + 1 + 8;
        long page = 1L << pageBits;
        if (count <= page)
        {
            H5Cursor all = H5Checksum.Open(source, block, Prefix + count * entry + 4, path, "a fixed array's block");
            all.Signature("FADB");
            all.Skip(Prefix - 4);
            Read(all, 0, count, entry, chunks);
            return chunks;
        }

        long pages = (count + page - 1) / page, bitmap = (pages + 7) / 8;
        H5Cursor head = H5Checksum.Open(source, block, Prefix + bitmap + 4, path, "a fixed array's block");
        head.Signature("FADB");
        head.Skip(Prefix - 4);
        ReadOnlySpan<byte> isWritten = head.Bytes(bitmap);
        long at = block + Prefix + bitmap + 4;
        for (long i = 0; i < pages; i++)
        {
            long here = Math.Min(page, count - i * page);
            // The bits go from the highest of a byte to the lowest. A page nobody wrote has no checksum, nor anything else.
            if ((isWritten[(int)(i / 8)] & (0x80 >> (int)(i % 8))) != 0)
                Read(H5Checksum.Open(source, at, here * entry + 4, path, "a fixed array's page"), i * page, here, entry, chunks);
            at += here * entry + 4;
        }

        return chunks;
    }

    private void Read(H5Cursor cursor, long first, long count, int entry, List<H5Chunk> chunks)
    {
        for (long i = 0; i < count; i++)
        {
            long chunk = cursor.Int64();
            long length = entry > 8 ? cursor.Sized(entry - 12) : grid.ChunkBytes;
            uint skipped = entry > 8 ? cursor.UInt32() : 0;
            if (chunk != H5Cursor.Undefined)
                chunks.Add(new(grid.Origin(first + i), chunk, length, skipped));
        }
    }
}
