namespace Keratin.Saving.Hdf5;

/// <summary>Reads datatype messages.</summary>
internal static class H5TypeReader
{
    private const int EnumClass = 8;

    // Byte order aside, all of a float's layout: bits of the whole, where exponent and mantissa start, how long they are, the bias.
    private static readonly (H5Type Type, FloatLayout Layout)[] s_floats =
    [
        (H5Type.Float16, new(16, 10, 5, 0, 10, 15)),
        (H5Type.Float32, new(32, 23, 8, 0, 23, 127)),
        (H5Type.Float64, new(64, 52, 11, 0, 52, 1023)),
        (new(H5Class.BrainFloat, 2), new(16, 7, 8, 0, 7, 127)),
    ];

    /// <summary>The type of an element. What cannot be read is <see cref="H5Class.Unsupported"/>; what makes no sense is refused.</summary>
    public static H5Type Read(H5Cursor cursor)
    {
        int classAndVersion = cursor.Byte();
        int kind = classAndVersion & 15;
        int bits = (int)cursor.Sized(3);
        long size = cursor.UInt32();
        if (size is 0 or > int.MaxValue)
            throw cursor.Refuse("elements of at least one byte, and of less than 2 GiB", $"{size}");
        return kind switch
        {
            0 => Integer(ref cursor, bits, (int)size),
            1 => Float(ref cursor, bits, (int)size),
            3 => FixedString(cursor, bits, (int)size),
            5 => new(H5Class.Opaque, (int)size),
            EnumClass => Enumeration(cursor, (int)size),
            9 when (bits & 15) == 1 => VariableString(cursor, bits, (int)size),
            _ => Unsupported(Name(kind), (int)size),
        };
    }

    private static H5Type Integer(ref H5Cursor cursor, int bits, int size)
    {
        int offset = cursor.UInt16(), precision = cursor.UInt16();
        return size is 1 or 2 or 4 or 8 && offset == 0 && precision == 8 * size
            ? new(H5Class.Integer, size) { IsSigned = (bits & 8) != 0, IsBigEndian = (bits & 1) != 0 }
            : Unsupported($"integers of {precision} bits in {size} bytes", size);
    }

    private static H5Type Float(ref H5Cursor cursor, int bits, int size)
    {
        int offset = cursor.UInt16(), precision = cursor.UInt16();
        int exponentAt = cursor.Byte(), exponent = cursor.Byte(), mantissaAt = cursor.Byte(), mantissa = cursor.Byte();
        var layout = new FloatLayout(precision, exponentAt, exponent, mantissaAt, mantissa, cursor.UInt32());
        // Bit 6 beside bit 0 is the VAX' order; bits 4 and 5 say that the mantissa's first bit is 1 and not stored; then the sign's place.
        bool isUsual = offset == 0 && (bits & 0x40) == 0 && ((bits >> 4) & 3) == 2 && ((bits >> 8) & 255) == precision - 1;
        foreach (var (type, known) in s_floats)
        {
            if (isUsual && type.Size == size && known == layout)
                return type with { IsBigEndian = (bits & 1) != 0 };
        }

        return Unsupported($"floats of {precision} bits that are not IEEE's", size);
    }

    private static H5Type FixedString(H5Cursor cursor, int bits, int size)
    {
        int padding = bits & 15;
        if (padding > (int)H5Padding.SpacePadded)
            throw cursor.Refuse("strings that end with a zero, zeros or spaces", $"padding {padding}");
        return new(H5Class.FixedString, size) { Padding = (H5Padding)padding, IsUtf8 = ((bits >> 4) & 15) == 1 };
    }

    private static H5Type VariableString(H5Cursor cursor, int bits, int size)
    {
        if (size != H5Type.ReferenceSize)
            throw cursor.Refuse($"references of {H5Type.ReferenceSize} bytes to strings", $"{size}");
        return H5Type.Text with { IsUtf8 = ((bits >> 8) & 15) == 1 };
    }

    private static H5Type Enumeration(H5Cursor cursor, int size)
    {
        // The type of the numbers comes first; the names of the values, which follow, are not needed to read them.
        if ((cursor.Bytes(1)[0] & 15) != 0)
            return Unsupported("an enumeration over something that is no integer", size);
        int bits = (int)cursor.Sized(3);
        long baseSize = cursor.UInt32();
        return baseSize == size ? Integer(ref cursor, bits, size) : throw cursor.Refuse($"an enumeration of {size} bytes", $"{baseSize}");
    }

    private static H5Type Unsupported(string description, int size) => new(H5Class.Unsupported, size) { Description = description };

    private static string Name(int kind) => kind switch
    {
        2 => "times",
        4 => "bit fields",
        6 => "compound elements (numpy's structures, complex numbers)",
        7 => "references to objects",
        9 => "sequences of variable length",
        10 => "elements that are arrays",
        _ => $"elements of class {kind}",
    };

    private readonly record struct FloatLayout(int Bits, int ExponentAt, int Exponent, int MantissaAt, int Mantissa, long Bias);
}
