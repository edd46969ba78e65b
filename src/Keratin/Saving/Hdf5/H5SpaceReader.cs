namespace Keratin.Saving.Hdf5;

/// <summary>Reads dataspace messages: shapes.</summary>
internal static class H5SpaceReader
{
    private const int MaximumRank = 32;
    private const int Scalar = 0, Simple = 1, Null = 2;

    /// <summary>A shape, checked to be one an array of that type can have; <see langword="null"/> if there is no value.</summary>
    public static long[]? Read(H5Cursor cursor, H5Type type)
    {
        int version = cursor.Version("a dataspace", 1, 2);
        int rank = cursor.Byte();
        cursor.Skip(1);
        int kind = version == 2 ? cursor.Byte() : rank == 0 ? Scalar : Simple;
        cursor.Skip(version == 1 ? 5 : 0);
        if (kind > Null || (kind != Simple && rank != 0) || rank > MaximumRank)
            throw cursor.Refuse($"a scalar, nothing, or at most {MaximumRank} axes", $"kind {kind} with {rank} axes");

        var shape = new long[rank];
        for (int i = 0; i < rank; i++)
            shape[i] = cursor.Int64();
        if (H5Shape.Bytes(shape, type.Size) is null)
            throw cursor.Refuse($"at most {Array.MaxLength} bytes", $"{H5Shape.Text(shape)} of {type}");
        return kind == Null ? null : shape;
    }

    /// <summary>How long each axis may become; -1 if without end.</summary>
    public static long[] ReadMaximum(H5Cursor cursor)
    {
        int version = cursor.Version("a dataspace", 1, 2);
        int rank = cursor.Byte();
        bool hasMaximum = (cursor.Byte() & 1) != 0;
        cursor.Skip((version == 1 ? 5 : 1) + (hasMaximum ? 8 * rank : 0));
        var maximum = new long[rank];
        for (int i = 0; i < rank; i++)
            maximum[i] = cursor.Int64();
        return maximum;
    }
}
