namespace Keratin.Saving.Hdf5;

/// <summary>The type of one element: class, size in bytes, and what the class needs beside.</summary>
internal sealed record H5Type(H5Class Class, int Size)
{
    /// <summary>Bytes of one element of variable length: length (4), address of the heap (8), index in it (4).</summary>
    public const int ReferenceSize = 16;

    /// <summary>IEEE half.</summary>
    public static readonly H5Type Float16 = new(H5Class.Float, 2);

    /// <summary>IEEE single.</summary>
    public static readonly H5Type Float32 = new(H5Class.Float, 4);

    /// <summary>IEEE double.</summary>
    public static readonly H5Type Float64 = new(H5Class.Float, 8);

    /// <summary>Bytes.</summary>
    public static readonly H5Type UInt8 = new(H5Class.Integer, 1);

    /// <summary>Signed integers of 4 bytes.</summary>
    public static readonly H5Type Int32 = new(H5Class.Integer, 4) { IsSigned = true };

    /// <summary>Signed integers of 8 bytes.</summary>
    public static readonly H5Type Int64 = new(H5Class.Integer, 8) { IsSigned = true };

    /// <summary>UTF-8 strings of any length.</summary>
    public static readonly H5Type Text = new(H5Class.VariableString, ReferenceSize) { IsUtf8 = true };

    /// <summary>bfloat16 as h5py stores it: two bytes it does not interpret.</summary>
    public static readonly H5Type Opaque16 = new(H5Class.Opaque, 2);

    /// <summary>Whether integers have a sign.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether numbers have their highest byte first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>How fixed strings end.</summary>
    public H5Padding Padding { get; init; }

    /// <summary>Whether strings say that they are UTF-8 and not ASCII; both are read as UTF-8, as h5py does.</summary>
    public bool IsUtf8 { get; init; }

    /// <summary>What the file calls a type of class <see cref="H5Class.Unsupported"/>.</summary>
    public string Description { get; init; } = "";

    /// <summary>Fixed strings of <paramref name="size"/> bytes, filled up with zeros: what numpy's <c>S</c> becomes.</summary>
    public static H5Type FixedText(int size) => new(H5Class.FixedString, size) { Padding = H5Padding.NullPadded };

    /// <summary>The type of .NET's numbers in a file.</summary>
    public static H5Type Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return Float32;
        if (typeof(T) == typeof(double))
            return Float64;
        if (typeof(T) == typeof(Half))
            return Float16;
        if (typeof(T) == typeof(int))
            return Int32;
        if (typeof(T) == typeof(long))
            return Int64;
        if (typeof(T) == typeof(byte))
            return UInt8;
        throw new ArgumentException($"HDF5: {typeof(T)} is not written here; float, double, Half, int, long and byte are.");
    }

    /// <inheritdoc/>
    public override string ToString() => Class switch
    {
        H5Class.Integer => $"{(IsSigned ? "int" : "uint")}{8 * Size}{Order}",
        H5Class.Float => $"float{8 * Size}{Order}",
        H5Class.BrainFloat => $"bfloat16{Order}",
        H5Class.FixedString => $"strings of {Size} bytes",
        H5Class.VariableString => "strings",
        H5Class.Opaque => $"opaque elements of {Size} bytes",
        _ => Description,
    };

    private string Order => IsBigEndian ? ", big-endian" : "";
}
