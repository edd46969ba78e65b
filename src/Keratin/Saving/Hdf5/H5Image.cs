namespace Keratin.Saving.Hdf5;

/// <summary>A file to be: blocks and their addresses.</summary>
/// <remarks>What refers to a block is added after it, so nothing is patched but the superblock.</remarks>
internal sealed class H5Image
{
    private readonly List<ReadOnlyMemory<byte>> _blocks = [];

    /// <summary>The address behind the last block, a multiple of 8.</summary>
    public long End { get; private set; }

    /// <summary>Adds a block, which may still be filled in until the image is written, and returns its address.</summary>
    public long Add(ReadOnlyMemory<byte> block)
    {
        long address = End;
        _blocks.Add(block);
        End = (End + block.Length + 7) & ~7L;
        return address;
    }

    /// <summary>Writes all blocks, with zeros between them.</summary>
    public void Write(Stream stream)
    {
        foreach (ReadOnlyMemory<byte> block in _blocks)
        {
            stream.Write(block.Span);
            stream.Write([0, 0, 0, 0, 0, 0, 0, 0], 0, -block.Length & 7);
        }
    }
}
