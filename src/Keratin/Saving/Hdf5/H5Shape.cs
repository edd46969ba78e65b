namespace Keratin.Saving.Hdf5;

/// <summary>Arithmetic of shapes as files state them, where a product may overflow.</summary>
internal static class H5Shape
{
    /// <summary>How many elements a shape has; <see langword="null"/> if more than an array can.</summary>
    public static int? Count(ReadOnlySpan<long> shape)
    {
        // An axis of length 0 empties the whole, however long the others claim to be.
        if (shape.Contains(0))
            return 0;
        long count = 1;
        foreach (long length in shape)
        {
            if (length < 0 || length > Array.MaxLength / count)
                return null;
            count *= length;
        }

        return (int)count;
    }

    /// <summary>How many bytes a shape takes; <see langword="null"/> if more than an array can.</summary>
    public static int? Bytes(ReadOnlySpan<long> shape, int size) =>
        Count(shape) is int count && (long)count * size <= Array.MaxLength ? count * size : null;

    /// <summary>A shape as a tuple, as Python prints it.</summary>
    public static string Text(ReadOnlySpan<long> shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape.ToArray())})";
}
