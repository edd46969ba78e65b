namespace Keratin.Saving.Hdf5;

/// <summary>Puts together an object header of version 1, all of it in one block.</summary>
internal sealed class H5HeaderWriter
{
    private const int MaximumSize = 65535, MaximumMessages = 65535;

    private readonly H5Buffer _messages = new();
    private int _count;

    /// <summary>Adds a message; <paramref name="what"/> is for the refusal of one that is too long.</summary>
    public void Add(H5MessageType type, byte[] data, string what)
    {
        int size = (data.Length + 7) & ~7;
        if (size > MaximumSize)
        {
            throw new ArgumentException(
                $"HDF5: {what} does not fit a header.\n  expected: less than 64 KiB\n  got:      {data.Length} bytes");
        }

        if (++_count > MaximumMessages)
            throw new ArgumentException($"HDF5: {what} does not fit its header, which has {MaximumMessages} messages already.");
        _messages.UInt16((int)type).UInt16(size).Zeros(4).Bytes(data).Align();
    }

    /// <summary>The header, referred to by one link.</summary>
    public byte[] ToArray() => new H5Buffer().Byte(1).Byte(0).UInt16(_count).UInt32(1).UInt32(_messages.Length).Zeros(4)
        .Bytes(_messages.ToArray()).ToArray();
}
