namespace Keratin.Saving.Hdf5;

/// <summary>What stands for elements nobody wrote, and how many of those are believed.</summary>
internal sealed class H5Fill
{
    // Compression and fill values can make a small file large, but what is a thousand times its size was made to exhaust memory.
    private const int MaximumRatio = 1000, AlwaysFine = 65536;
    private const int IsDefined = 0x20;

    private readonly ReadOnlyMemory<byte> _value;
    private readonly string _path;
    private readonly long _offset;

    /// <summary>A fill value of the size of an element, or none, which means zeros.</summary>
    public H5Fill(ReadOnlyMemory<byte> value, int size, string path, long offset)
    {
        if (value.Length != 0 && value.Length != size)
            throw H5Error.At(offset, path, $"a fill value of {size} bytes", $"{value.Length}");
        (_value, _path, _offset) = (value, path, offset);
    }

    /// <summary>The value in a message, old or new; empty if it has none.</summary>
    public static ReadOnlyMemory<byte> Read(H5Message message, string path)
    {
        H5Cursor cursor = message.Open(path);
        if (message.Type == H5MessageType.OldFillValue)
            return cursor.Take(cursor.UInt32());
        int version = cursor.Version("a fill value", 1, 2, 3);
        if (version == 3)
            return (cursor.Byte() & IsDefined) != 0 ? cursor.Take(cursor.UInt32()) : default;
        cursor.Skip(2);
        bool isDefined = cursor.Byte() != 0;
        // Version 1 has a length even then, of a value that means nothing.
        return isDefined ? cursor.Take(cursor.UInt32()) : default;
    }

    /// <summary>Refuses data out of proportion to what the file has of it.</summary>
    public void CheckProportion(long bytes, long stored)
    {
        if (bytes > AlwaysFine && bytes / MaximumRatio > stored)
            throw H5Error.At(_offset, _path, $"data at most {MaximumRatio} times what is stored of it", $"{bytes} bytes from {stored}");
    }

    /// <summary>That many bytes of the value.</summary>
    public byte[] Make(int bytes)
    {
        var filled = new byte[bytes];
        if (_value.Span.IndexOfAnyExcept((byte)0) >= 0)
        {
            for (int i = 0; i + _value.Length <= bytes; i += _value.Length)
                _value.Span.CopyTo(filled.AsSpan(i));
        }

        return filled;
    }
}
