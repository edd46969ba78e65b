namespace Keratin.Saving.Hdf5;

/// <summary>A small named value that belongs to a group or a dataset.</summary>
internal sealed class H5Attribute(string name, H5Values values)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The elements.</summary>
    public H5Values Values { get; } = values;

    /// <summary>The length of each axis; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => Values.Shape;

    /// <summary>The type of an element.</summary>
    public H5Type Type => Values.Type;

    /// <summary>One string, which h5py reads as <c>str</c>. It may be of any length.</summary>
    public static H5Attribute Of(string name, string value) => new(name, H5Values.Of([value], []));

    /// <summary>One number: float, double, Half, int, long or byte.</summary>
    public static H5Attribute Of<T>(string name, T value) where T : unmanaged => new(name, H5Values.Of<T>([value], []));

    /// <summary>A row of numbers, possibly none.</summary>
    public static H5Attribute Of<T>(string name, ReadOnlySpan<T> values) where T : unmanaged =>
        new(name, H5Values.Of(values, [values.Length]));

    /// <summary>A row of strings of variable length, which h5py reads as an array of <c>str</c>; 16 bytes of the 64 KiB each.</summary>
    public static H5Attribute OfStrings(string name, params string[] values) => new(name, H5Values.Of(values, [values.Length]));

    /// <summary>A row of strings that take as many bytes as the longest: how Keras writes its lists of names (numpy's <c>S</c>).</summary>
    public static H5Attribute OfFixedStrings(string name, params string[] values)
    {
        byte[][] texts = Array.ConvertAll(values, H5Text.Encode);
        // The format has no strings of no bytes at all.
        int size = texts.Append([0]).Max(text => text.Length);
        var bytes = new byte[values.Length * size];
        for (int i = 0; i < texts.Length; i++)
            texts[i].CopyTo(bytes, i * size);
        return new(name, H5Values.Of(H5Type.FixedText(size), bytes, [values.Length]));
    }

    /// <summary>The one string of this attribute.</summary>
    /// <exception cref="InvalidDataException">This is no string, or there is not exactly one.</exception>
    public string ReadString() => ReadStrings() is [string value] ? value : throw Values.Refuse("one string");

    /// <inheritdoc cref="H5Values.ReadStrings"/>
    public string[] ReadStrings() => Values.ReadStrings();

    /// <inheritdoc cref="H5Values.ReadSingles"/>
    public float[] ReadSingles() => Values.ReadSingles();

    /// <inheritdoc cref="H5Values.ReadDoubles"/>
    public double[] ReadDoubles() => Values.ReadDoubles();

    /// <inheritdoc cref="H5Values.ReadInt64s"/>
    public long[] ReadInt64s() => Values.ReadInt64s();
}
