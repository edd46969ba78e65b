namespace Keratin.Datasets;

// NumPy's name of an integer type, such as |u1 or <i8: byte order, signedness, size in bytes.
internal readonly record struct IntegerType(bool BigEndian, bool Signed, int Size)
{
    // '=' and '|' say "this machine's order" and "no order"; both are read as little-endian, which NumPy writes.
    public static IntegerType Parse(string descr, string who, bool anyInteger)
    {
        if (descr is not [('|' or '<' or '>' or '=') and var order, ('u' or 'i') and var kind, ('1' or '2' or '4' or '8') and var size]
            || (!anyInteger && (kind != 'u' || size != '1')))
        {
            throw BadFile.Of(who, "the type of the elements is not supported",
                anyInteger ? "an integer type, such as '|u1' or '<i8'" : "'|u1'", $"'{descr}'",
                anyInteger ? null : "save x.astype('uint8'), with values 0 to 255");
        }

        return new(order == '>', kind == 'i', size - '0');
    }

    public byte[] Narrow(byte[] data, string who)
    {
        if (Size == 1 && !Signed)
            return data;
        byte[] narrow = new byte[data.Length / Size];
        for (int n = 0; n < narrow.Length; n++)
        {
            long value = ValueOf(data.AsSpan(n * Size, Size));
            if (value is < 0 or > byte.MaxValue)
                throw BadFile.Of($"{who}, element {n}", "does not fit into a byte", "0 to 255", Signed ? $"{value}" : $"{(ulong)value}");
            narrow[n] = (byte)value;
        }

        return narrow;
    }

    // An unsigned 8-byte value past long's range comes out negative, and is refused as it should be.
    private long ValueOf(ReadOnlySpan<byte> element)
    {
        long value = 0;
        for (int n = 0; n < Size; n++)
            value = (value << 8) | element[BigEndian ? n : Size - 1 - n];
        int unused = 64 - (8 * Size);
        return Signed ? value << unused >> unused : value;
    }
}
