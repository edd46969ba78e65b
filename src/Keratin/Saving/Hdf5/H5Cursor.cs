using System.Buffers.Binary;

namespace Keratin.Saving.Hdf5;

/// <summary>Reads a stretch of the file from front to back; a step over its end is a refusal that says where.</summary>
internal ref struct H5Cursor
{
    /// <summary>The address that means "none".</summary>
    public const long Undefined = -1;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _span;
    private readonly long _start;

    /// <summary>A cursor at the beginning of bytes that lie at <paramref name="start"/> in the file.</summary>
    public H5Cursor(ReadOnlyMemory<byte> memory, long start, string path)
    {
        (_memory, _start, Path) = (memory, start, path);
        _span = memory.Span;
    }

    /// <summary>What is being read, for messages.</summary>
    public string Path { get; }

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _span.Length - Position;

    /// <summary>Where in the file the next byte lies.</summary>
    public readonly long Offset => _start + Position;

    /// <summary>The next byte.</summary>
    public byte Byte() => Bytes(1)[0];

    /// <summary>The next 2 bytes as a number.</summary>
    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    /// <summary>The next 4 bytes as a number.</summary>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    /// <summary>The next 8 bytes as a number; what exceeds a long becomes negative, and <see cref="Undefined"/> stays what it is.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <summary>The next bytes, at most 8, as a number.</summary>
    public long Sized(int size)
    {
        long value = 0;
        ReadOnlySpan<byte> bytes = Bytes(size);
        for (int i = size - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Bytes(long count)
    {
        int from = Step(count);
        return _span.Slice(from, (int)count);
    }

    /// <summary>The next bytes, to keep.</summary>
    public ReadOnlyMemory<byte> Take(long count)
    {
        int from = Step(count);
        return _memory.Slice(from, (int)count);
    }

    /// <summary>Steps over bytes nobody needs.</summary>
    public void Skip(long count) => Step(count);

    /// <summary>Steps over the padding that brings the position to a multiple of 8.</summary>
    public void Align() => Step(-Position & 7);

    /// <summary>The next byte, which must be one of these versions.</summary>
    public int Version(string what, params ReadOnlySpan<byte> known)
    {
        byte version = Byte();
        return known.Contains(version)
            ? version
            : throw H5Error.At(Offset - 1, Path, $"{what} of version {string.Join(" or ", known.ToArray())}", $"version {version}");
    }

    /// <summary>The next 4 bytes, which must be this signature.</summary>
    public void Signature(string signature)
    {
        long offset = Offset;
        ReadOnlySpan<byte> bytes = Bytes(4);
        for (int i = 0; i < 4; i++)
        {
            if (bytes[i] != signature[i])
                throw H5Error.At(offset, Path, $"the signature {signature}", Convert.ToHexString(bytes));
        }
    }

    /// <summary>A refusal that points at the next byte.</summary>
    public readonly InvalidDataException Refuse(string expected, string got) => H5Error.At(Offset, Path, expected, got);

    private int Step(long count)
    {
        if (count < 0 || count > Remaining)
            throw Refuse($"{(ulong)count} more bytes", $"{Remaining}");
        int from = Position;
        Position += (int)count;
        return from;
    }
}
