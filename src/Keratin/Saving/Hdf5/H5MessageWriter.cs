namespace Keratin.Saving.Hdf5;

/// <summary>The messages of object headers, as bytes.</summary>
internal static class H5MessageWriter
{
    private const int Scalar = 0, Null = 2;

    /// <summary>A shape.</summary>
    public static byte[] Space(H5Values values)
    {
        // Only version 2 can say "nothing"; the others stay in version 1, the form of the rest of the file.
        if (values.IsNull)
            return [2, Scalar, 0, Null];
        var buffer = new H5Buffer().Byte(1).Byte(values.Shape.Count).Zeros(6);
        foreach (long length in values.Shape)
            buffer.Int64(length);
        return buffer.ToArray();
    }

    /// <summary>The type of an element.</summary>
    public static byte[] Type(H5Type type) => type.Class switch
    {
        H5Class.Integer => Head(0, Order(type) | (type.IsSigned ? 8 : 0), type.Size).UInt16(0).UInt16(8 * type.Size).ToArray(),
        H5Class.Float when type.Size == 2 => Float(type, 10, 5, 10, 15),
        H5Class.Float when type.Size == 4 => Float(type, 23, 8, 23, 127),
        H5Class.Float => Float(type, 52, 11, 52, 1023),
        H5Class.BrainFloat => Float(type, 7, 8, 7, 127),
        H5Class.FixedString => Head(3, (int)type.Padding | (type.IsUtf8 ? 16 : 0), type.Size).ToArray(),
        H5Class.VariableString => Text(type),
        H5Class.Opaque => Head(5, 0, type.Size).ToArray(),
        _ => throw new ArgumentException($"HDF5: {type} cannot be written."),
    };

    /// <summary>The fill value: none, zeros are meant, and nothing is written where data will be.</summary>
    public static byte[] Fill() => [2, 2, 2, 0, 0, 0, 0, 0];

    /// <summary>Data in one piece.</summary>
    public static byte[] Layout(long address, long length) => new H5Buffer().Byte(3).Byte(1).Int64(address).Int64(length).ToArray();

    /// <summary>The tree and the heap of a group's links.</summary>
    public static byte[] SymbolTable(long tree, long heap) => new H5Buffer().Int64(tree).Int64(heap).ToArray();

    /// <summary>An attribute; <paramref name="data"/> are its elements, strings of variable length already in the heap.</summary>
    public static byte[] Attribute(H5Attribute attribute, ReadOnlySpan<byte> data)
    {
        byte[] name = H5Text.Encode(attribute.Name), type = Type(attribute.Type), space = Space(attribute.Values);
        return new H5Buffer().Byte(1).Byte(0).UInt16(name.Length + 1).UInt16(type.Length).UInt16(space.Length)
            .Bytes(name).Byte(0).Align().Bytes(type).Align().Bytes(space).Align().Bytes(data).ToArray();
    }

    private static H5Buffer Head(int kind, int bits, int size) =>
        new H5Buffer().Byte(0x10 | kind).Byte(bits).Byte(bits >> 8).Byte(0).UInt32(size);

    private static int Order(H5Type type) => type.IsBigEndian ? 1 : 0;

    // Bits 4 and 5: the mantissa's first bit is 1 and not stored. The sign is the highest bit.
    private static byte[] Float(H5Type type, int exponentAt, int exponent, int mantissa, int bias) =>
        Head(1, Order(type) | 0x20 | ((8 * type.Size - 1) << 8), type.Size)
            .UInt16(0).UInt16(8 * type.Size).Byte(exponentAt).Byte(exponent).Byte(0).Byte(mantissa).UInt32(bias).ToArray();

    // A string of variable length is a sequence of characters, of bit 0, with the type of a character behind it.
    private static byte[] Text(H5Type type) =>
        Head(9, 1 | (type.IsUtf8 ? 0x100 : 0), type.Size).Bytes(Head(3, type.IsUtf8 ? 16 : 0, 1).ToArray()).ToArray();
}
