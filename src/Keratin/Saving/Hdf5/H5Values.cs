using System.Numerics;
using System.Runtime.InteropServices;

namespace Keratin.Saving.Hdf5;

/// <summary>The elements of a dataset or an attribute: type, shape, and bytes that are fetched when somebody reads them.</summary>
internal sealed class H5Values
{
    private readonly long[]? _shape;
    private readonly Func<ReadOnlyMemory<byte>> _load;
    private readonly Func<string[]>? _texts;
    private readonly string _path;
    private readonly long _offset;

    /// <summary>Values of a file. <paramref name="texts"/> is needed by strings of variable length, which live elsewhere.</summary>
    public H5Values(H5Type type, long[]? shape, Func<ReadOnlyMemory<byte>> load, Func<string[]>? texts, string path, long offset)
    {
        (Type, _shape, _load, _texts, _path, _offset) = (type, shape, load, texts, path, offset);
        Count = shape is null ? 0 : H5Shape.Count(shape) ?? throw new ArgumentException("HDF5: the shape has too many elements.");
    }

    /// <summary>The type of an element.</summary>
    public H5Type Type { get; }

    /// <summary>The length of each axis; empty for a scalar and for <see cref="IsNull"/>.</summary>
    public IReadOnlyList<long> Shape => _shape ?? [];

    /// <summary>Whether there is no value at all, which is neither a scalar nor an empty array (h5py's <c>Empty</c>).</summary>
    public bool IsNull => _shape is null;

    /// <summary>How many elements there are.</summary>
    public int Count { get; }

    /// <summary>The numbers given, in an array of that shape.</summary>
    public static H5Values Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape) where T : unmanaged =>
        Of(H5Type.Of<T>(), LittleEndian(values), shape);

    /// <summary>Elements of any type but strings of variable length, as the bytes the file will have.</summary>
    public static H5Values Of(H5Type type, byte[] bytes, ReadOnlySpan<long> shape)
    {
        if (H5Shape.Bytes(shape, type.Size) != bytes.Length)
            throw new ArgumentException($"HDF5: {bytes.Length} bytes are not {H5Shape.Text(shape)} of {type}.");
        return new(type, shape.ToArray(), () => bytes, null, "in memory", 0);
    }

    /// <summary>The strings given, of variable length.</summary>
    public static H5Values Of(string[] values, ReadOnlySpan<long> shape)
    {
        if (H5Shape.Count(shape) != values.Length)
            throw new ArgumentException($"HDF5: {values.Length} strings are not {H5Shape.Text(shape)}.");
        return new(H5Type.Text, shape.ToArray(), () => ReadOnlyMemory<byte>.Empty, () => [.. values], "in memory", 0);
    }

    /// <summary>The elements as the file has them.</summary>
    /// <exception cref="InvalidDataException">They cannot be fetched.</exception>
    public ReadOnlyMemory<byte> ReadBytes() => _load();

    /// <summary>The numbers as singles, rounded where a single cannot hold them.</summary>
    /// <exception cref="InvalidDataException">These are no numbers, or they cannot be fetched.</exception>
    public float[] ReadSingles() => Type.Class == H5Class.BrainFloat ? Brain() : Read<float>("numbers", allowsFloats: true);

    /// <summary>The numbers as doubles.</summary>
    /// <exception cref="InvalidDataException">These are no numbers, or they cannot be fetched.</exception>
    public double[] ReadDoubles() =>
        Type.Class == H5Class.BrainFloat ? Array.ConvertAll(Brain(), x => (double)x) : Read<double>("numbers", allowsFloats: true);

    /// <summary>The integers.</summary>
    /// <exception cref="InvalidDataException">These are no integers, one does not fit, or they cannot be fetched.</exception>
    public long[] ReadInt64s() => Read<long>("integers", allowsFloats: false);

    /// <summary>The strings.</summary>
    /// <exception cref="InvalidDataException">These are no strings, or they cannot be fetched.</exception>
    public string[] ReadStrings() => Type.Class switch
    {
        H5Class.VariableString when Count == 0 => [],
        H5Class.VariableString => _texts!(),
        H5Class.FixedString => FixedStrings(),
        _ => throw Refuse("strings"),
    };

    private T[] Read<T>(string expected, bool allowsFloats) where T : unmanaged, INumberBase<T> =>
        (Type.Class, Type.Size, Type.IsSigned) switch
        {
            (H5Class.Integer, 1, true) => Convert<sbyte, T>(),
            (H5Class.Integer, 1, false) => Convert<byte, T>(),
            (H5Class.Integer, 2, true) => Convert<short, T>(),
            (H5Class.Integer, 2, false) => Convert<ushort, T>(),
            (H5Class.Integer, 4, true) => Convert<int, T>(),
            (H5Class.Integer, 4, false) => Convert<uint, T>(),
            (H5Class.Integer, 8, true) => Convert<long, T>(),
            (H5Class.Integer, 8, false) => Convert<ulong, T>(),
            (H5Class.Float, 2, _) when allowsFloats => Convert<Half, T>(),
            (H5Class.Float, 4, _) when allowsFloats => Convert<float, T>(),
            (H5Class.Float, 8, _) when allowsFloats => Convert<double, T>(),
            _ => throw Refuse(expected),
        };

    private TTo[] Convert<TFrom, TTo>() where TFrom : unmanaged, INumberBase<TFrom> where TTo : unmanaged, INumberBase<TTo>
    {
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(Native());
        if (typeof(TFrom) == typeof(TTo))
            return MemoryMarshal.Cast<TFrom, TTo>(from).ToArray();
        var to = new TTo[from.Length];
        try
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = TTo.CreateChecked(from[i]);
        }
        catch (OverflowException)
        {
            throw Refuse($"numbers that fit {typeof(TTo).Name}");
        }

        return to;
    }

    private float[] Brain()
    {
        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(Native());
        var to = new float[from.Length];
        for (int i = 0; i < to.Length; i++)
            to[i] = BitConverter.UInt32BitsToSingle((uint)from[i] << 16);
        return to;
    }

    private string[] FixedStrings()
    {
        ReadOnlySpan<byte> bytes = ReadBytes().Span;
        var strings = new string[Count];
        for (int i = 0; i < Count; i++)
            strings[i] = H5Text.Decode(Trim(bytes.Slice(i * Type.Size, Type.Size)), _offset, _path);
        return strings;
    }

    private ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => Type.Padding switch
    {
        H5Padding.NullTerminated when text.IndexOf((byte)0) is >= 0 and int end => text[..end],
        H5Padding.NullPadded => text.TrimEnd((byte)0),
        H5Padding.SpacePadded => text.TrimEnd((byte)' '),
        _ => text,
    };

    // The bytes of numbers in the order of this machine.
    private ReadOnlySpan<byte> Native()
    {
        ReadOnlySpan<byte> bytes = ReadBytes().Span;
        return Type.IsBigEndian == BitConverter.IsLittleEndian ? Reversed(bytes, Type.Size) : bytes;
    }

    private static byte[] LittleEndian<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        return BitConverter.IsLittleEndian ? bytes.ToArray() : Reversed(bytes, bytes.Length / Math.Max(1, values.Length));
    }

    private static byte[] Reversed(ReadOnlySpan<byte> bytes, int size)
    {
        byte[] reversed = bytes.ToArray();
        for (int i = 0; i + size <= reversed.Length; i += size)
            reversed.AsSpan(i, size).Reverse();
        return reversed;
    }

    /// <summary>The refusal of what these values are.</summary>
    internal InvalidDataException Refuse(string expected) =>
        H5Error.At(_offset, _path, expected, IsNull ? "nothing" : $"{H5Shape.Text(_shape)} of {Type}");
}
