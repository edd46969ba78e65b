namespace Keratin.Saving.Hdf5;

/// <summary>One message of an object header: type, flags, and its bytes, which lie at <paramref name="Offset"/> in the file.</summary>
internal sealed record H5Message(H5MessageType Type, int Flags, ReadOnlyMemory<byte> Data, long Offset)
{
    private const int Shared = 2, RefuseIfUnknown = 0x80;

    /// <summary>A cursor over the bytes.</summary>
    public H5Cursor Open(string path) => new(Data, Offset, path);

    /// <summary>Refuses what cannot be read without knowing more than this reader does.</summary>
    public void Check(string path)
    {
        if ((Flags & Shared) != 0)
            throw H5Error.At(Offset, path, "a message that lies in its header", $"a shared {Type} (a committed datatype?)");
        if (Type > H5MessageType.Last && (Flags & RefuseIfUnknown) != 0)
            throw H5Error.At(Offset, path, "messages this reader knows", $"one of type {(int)Type}, which says it must be known");
    }
}
