namespace Keratin.Saving.Hdf5;

/// <summary>An array in a file. Its elements are read, and decompressed, each time one of the accessors is called.</summary>
internal sealed class H5Dataset(H5Values values) : H5Object
{
    /// <summary>The elements.</summary>
    public H5Values Values { get; } = values;

    /// <summary>The length of each axis; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => Values.Shape;

    /// <summary>The type of an element.</summary>
    public H5Type Type => Values.Type;

    /// <summary>How many elements there are.</summary>
    public int Count => Values.Count;

    /// <summary>A dataset of numbers: float, double, Half, int, long or byte. No shape makes a scalar.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape says.</exception>
    public static H5Dataset Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        new(H5Values.Of(values, shape));

    /// <summary>A dataset of elements that are bytes already, such as <see cref="H5Type.Opaque16"/>.</summary>
    /// <exception cref="ArgumentException">There are not as many bytes as type and shape say.</exception>
    public static H5Dataset OfBytes(H5Type type, byte[] bytes, params ReadOnlySpan<long> shape) => new(H5Values.Of(type, bytes, shape));

    /// <summary>A dataset of strings of variable length.</summary>
    /// <exception cref="ArgumentException">There are not as many strings as the shape says.</exception>
    public static H5Dataset OfStrings(string[] values, params ReadOnlySpan<long> shape) => new(H5Values.Of(values, shape));

    /// <inheritdoc cref="H5Values.ReadSingles"/>
    public float[] ReadSingles() => Values.ReadSingles();

    /// <inheritdoc cref="H5Values.ReadDoubles"/>
    public double[] ReadDoubles() => Values.ReadDoubles();

    /// <inheritdoc cref="H5Values.ReadInt64s"/>
    public long[] ReadInt64s() => Values.ReadInt64s();

    /// <inheritdoc cref="H5Values.ReadStrings"/>
    public string[] ReadStrings() => Values.ReadStrings();

    /// <inheritdoc cref="H5Values.ReadBytes"/>
    public ReadOnlyMemory<byte> ReadBytes() => Values.ReadBytes();
}
