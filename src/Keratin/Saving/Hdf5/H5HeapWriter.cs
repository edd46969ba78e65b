using System.Buffers.Binary;

namespace Keratin.Saving.Hdf5;

/// <summary>Stores strings of variable length in collections of a global heap, and makes the references to them.</summary>
internal sealed class H5HeapWriter(H5Image image)
{
    // What the library makes them by default, and the least it accepts. A longer string gets a collection of its own size.
    private const int UsualSize = 4096;
    private const int Head = 16, MaximumObjects = 65535;

    private byte[] _collection = [];
    private long _address;
    private int _used, _count;

    /// <summary>The elements of strings: their lengths, and where in the heap they are.</summary>
    public byte[] Store(string[] texts)
    {
        var references = new H5Buffer();
        foreach (string text in texts)
            Store(H5Text.Encode(text), references);
        return references.ToArray();
    }

    private void Store(byte[] text, H5Buffer references)
    {
        // The format's way to say "empty" is to refer to nothing.
        if (text.Length == 0)
        {
            references.Zeros(H5Type.ReferenceSize);
            return;
        }

        int size = Head + ((text.Length + 7) & ~7);
        if (_used + size > _collection.Length || _count == MaximumObjects)
            Begin(size);
        Span<byte> place = _collection.AsSpan(_used);
        BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)++_count);
        BinaryPrimitives.WriteUInt16LittleEndian(place[2..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(place[8..], text.Length);
        text.CopyTo(place[Head..]);
        _used += size;
        MarkFree();
        references.UInt32(text.Length).Int64(_address).UInt32(_count);
    }

    private void Begin(int size)
    {
        _collection = new byte[Math.Max(UsualSize, Head + size)];
        _address = image.Add(_collection);
        (_used, _count) = (Head, 0);
        "GCOL"u8.CopyTo(_collection);
        _collection[4] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(_collection.AsSpan(8), _collection.Length);
    }

    // What is left is an object too, number 0, if it is large enough to be one; the next string overwrites it.
    private void MarkFree()
    {
        int free = _collection.Length - _used;
        if (free >= Head)
            BinaryPrimitives.WriteInt64LittleEndian(_collection.AsSpan(_used + 8), free);
    }
}
