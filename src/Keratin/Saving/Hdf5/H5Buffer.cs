using System.Buffers;
using System.Buffers.Binary;

namespace Keratin.Saving.Hdf5;

/// <summary>Bytes that are put together front to back, numbers little-endian.</summary>
internal sealed class H5Buffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Bytes so far.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>One byte.</summary>
    public H5Buffer Byte(int value) => Bytes([(byte)value]);

    /// <summary>A number in 2 bytes.</summary>
    public H5Buffer UInt16(int value) => Byte(value).Byte(value >> 8);

    /// <summary>A number in 4 bytes.</summary>
    public H5Buffer UInt32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return Bytes(bytes);
    }

    /// <summary>A number in 8 bytes.</summary>
    public H5Buffer Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    /// <summary>Bytes as they are.</summary>
    public H5Buffer Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>That many zeros.</summary>
    public H5Buffer Zeros(int count)
    {
        _bytes.GetSpan(count)[..count].Clear();
        _bytes.Advance(count);
        return this;
    }

    /// <summary>Zeros up to a multiple of 8 bytes.</summary>
    public H5Buffer Align() => Zeros(-Length & 7);

    /// <summary>All of it.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
