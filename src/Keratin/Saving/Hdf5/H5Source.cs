namespace Keratin.Saving.Hdf5;

/// <summary>The bytes of a file, and how much of them may still be looked at.</summary>
/// <remarks>
/// A file can point from many places at the same bytes, so that a small one would take for ever to read. An honest one has each of its
/// structures read once or twice; hence the allowance of eight times its length (and a little, for the tiny ones).
/// Each fetching of chunks starts with a source, and an allowance, of its own: nothing here is shared between threads.
/// </remarks>
internal sealed class H5Source(ReadOnlyMemory<byte> file)
{
    private long _allowance = 65536 + 8L * file.Length;
    private H5GlobalHeap? _heap;

    /// <summary>The whole file, from its superblock on.</summary>
    public ReadOnlyMemory<byte> File { get; } = file;

    /// <summary>The strings of variable length, fetched later; their collections have an allowance of their own.</summary>
    public H5GlobalHeap Heap => _heap ??= new(new H5Source(File));

    /// <summary>A stretch of the file to read.</summary>
    public H5Cursor Open(long offset, long length, string path, string what) => new(Slice(offset, length, path, what), offset, path);

    /// <summary>Everything from there to the end, for structures that say in their first bytes how long they are.</summary>
    public H5Cursor OpenRest(long offset, string path, string what)
    {
        CheckRange(offset, 1, path, what);
        return new(File[(int)offset..], offset, path);
    }

    /// <summary>The bytes of a stretch of the file.</summary>
    public ReadOnlyMemory<byte> Slice(long offset, long length, string path, string what)
    {
        CheckRange(offset, length, path, what);
        Spend(length + 1, offset, path);
        return File.Slice((int)offset, (int)length);
    }

    /// <summary>The bytes of elements. They are only pointed at, which costs nothing.</summary>
    public ReadOnlyMemory<byte> Data(long offset, long length, string path)
    {
        CheckRange(offset, length, path, "data");
        return File.Slice((int)offset, (int)length);
    }

    /// <summary>Counts bytes that are about to be looked at.</summary>
    public void Spend(long bytes, long offset, string path)
    {
        _allowance -= bytes;
        if (bytes < 0 || _allowance < 0)
            throw H5Error.At(offset, path, "structures that are each referred to once", "references without end");
    }

    private void CheckRange(long offset, long length, string path, string what)
    {
        if (offset < 0 || length < 0 || offset > File.Length || length > File.Length - offset)
            throw H5Error.At(offset, path, $"{what} of {(ulong)length} bytes inside the file", $"a file of {File.Length} bytes");
    }
}
