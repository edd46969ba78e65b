namespace Keratin.Saving.Hdf5;

/// <summary>How a dataset is cut into chunks of one shape; those at the edges reach over them.</summary>
internal sealed class H5ChunkGrid(long[] shape, long[] maximum, int size)
{
    private long[] _chunk = [];

    /// <summary>The length of each axis of the dataset.</summary>
    public long[] Shape { get; } = shape;

    /// <summary>How many axes there are.</summary>
    public int Rank => Shape.Length;

    /// <summary>Bytes of one element.</summary>
    public int Size { get; } = size;

    /// <summary>Bytes of one chunk before filters.</summary>
    public int ChunkBytes { get; private set; }

    /// <summary>Takes the lengths of a chunk's axes, with the size of an element as the last.</summary>
    public void SetChunk(H5Cursor cursor, long[] lengths)
    {
        if (Rank == 0 || lengths.Length != Rank + 1 || lengths[^1] != Size)
            throw cursor.Refuse($"chunks of {Rank} axes and elements of {Size} bytes", H5Shape.Text(lengths));
        _chunk = lengths[..^1];
        if (Array.Exists(_chunk, length => length <= 0) || H5Shape.Bytes(_chunk, Size) is not int bytes)
            throw cursor.Refuse("chunks that are not empty and have less than 2 GiB", H5Shape.Text(lengths));
        ChunkBytes = bytes;
    }

    /// <summary>Where the chunk of that number begins, counting along the last axis first, over all chunks there may ever be.</summary>
    public long[] Origin(long number)
    {
        var origin = new long[Rank];
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            long along = Along(axis, maximum);
            origin[axis] = number % along * _chunk[axis];
            number /= along;
        }

        return origin;
    }

    /// <summary>Where the chunk begins whose place is counted in chunks along each axis.</summary>
    public long[] Origin(ref H5Cursor place)
    {
        var origin = new long[Rank];
        for (int axis = 0; axis < Rank; axis++)
            origin[axis] = unchecked(place.Int64() * _chunk[axis]);
        return origin;
    }

    /// <summary>How many chunks there may ever be; <see langword="null"/> if that has no end.</summary>
    public long? MaximumChunks()
    {
        var along = new long[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            if (maximum[axis] < 0)
                return null;
            along[axis] = Along(axis, maximum);
        }

        return H5Shape.Count(along);
    }

    /// <summary>Whether a chunk could begin there.</summary>
    public bool IsOrigin(long[] origin)
    {
        for (int axis = 0; axis < Rank; axis++)
        {
            if (origin[axis] < 0 || origin[axis] % _chunk[axis] != 0)
                return false;
        }

        return true;
    }

    /// <summary>Whether a chunk has nothing of the dataset: left behind when that was made smaller.</summary>
    public bool IsOutside(long[] origin)
    {
        for (int axis = 0; axis < Rank; axis++)
        {
            if (origin[axis] >= Shape[axis])
                return true;
        }

        return false;
    }

    /// <summary>Copies a chunk to its place, row by row of the last axis; what reaches over the edges is dropped.</summary>
    public void Place(ReadOnlySpan<byte> chunk, long[] origin, Span<byte> whole)
    {
        var at = new long[Rank];
        int row = (int)(Math.Min(_chunk[^1], Shape[^1] - origin[^1]) * Size);
        do
        {
            long from = 0, to = 0;
            for (int axis = 0; axis < Rank; axis++)
            {
                from = from * _chunk[axis] + at[axis];
                to = to * Shape[axis] + origin[axis] + at[axis];
            }

            chunk.Slice((int)(from * Size), row).CopyTo(whole[(int)(to * Size)..]);
        }
        while (Next(at, origin));
    }

    // Counts through the rows that lie inside the dataset, all axes but the last.
    private bool Next(long[] at, long[] origin)
    {
        for (int axis = Rank - 2; axis >= 0; axis--)
        {
            if (++at[axis] < Math.Min(_chunk[axis], Shape[axis] - origin[axis]))
                return true;
            at[axis] = 0;
        }

        return false;
    }

    private long Along(int axis, long[] lengths) => Math.Max(1, (lengths[axis] - 1) / _chunk[axis] + 1);
}
