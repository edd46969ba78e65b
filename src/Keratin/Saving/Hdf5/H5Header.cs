namespace Keratin.Saving.Hdf5;

/// <summary>An object header, of version 1 or 2: the messages that say what an object is.</summary>
internal static class H5Header
{
    private const int HasTimes = 0x20, HasPhaseChange = 0x10, HasOrder = 0x04;

    /// <summary>All messages of the header there, those in its continuations too.</summary>
    public static List<H5Message> Read(H5Source source, long address, string path)
    {
        var messages = new List<H5Message>();
        H5Cursor cursor = source.OpenRest(address, path, "an object header");
        if (cursor.Remaining >= 4 && cursor.Bytes(4).SequenceEqual("OHDR"u8))
            ReadVersion2(source, address, path, messages);
        else
            ReadVersion1(source, address, path, messages);
        return messages;
    }

    private static void ReadVersion1(H5Source source, long address, string path, List<H5Message> messages)
    {
        H5Cursor cursor = source.Open(address, 16, path, "an object header");
        cursor.Version("an object header", 1);
        cursor.Skip(7);
        long size = cursor.UInt32();
        var blocks = new Queue<(long Offset, long Length)>([(address + 16, size)]);
        while (blocks.TryDequeue(out var block))
        {
            H5Cursor messagesHere = source.Open(block.Offset, block.Length, path, "header messages");
            while (messagesHere.Remaining >= 8)
                Keep(Message1(ref messagesHere), path, messages, blocks);
        }
    }

    private static H5Message Message1(ref H5Cursor cursor)
    {
        var type = (H5MessageType)cursor.UInt16();
        int size = cursor.UInt16();
        int flags = cursor.Byte();
        cursor.Skip(3);
        long offset = cursor.Offset;
        return new(type, flags, cursor.Take(size), offset);
    }

    private static void ReadVersion2(H5Source source, long address, string path, List<H5Message> messages)
    {
        H5Cursor cursor = source.OpenRest(address, path, "an object header");
        cursor.Skip(4);
        cursor.Version("an object header", 2);
        int flags = cursor.Byte();
        cursor.Skip(((flags & HasTimes) != 0 ? 16 : 0) + ((flags & HasPhaseChange) != 0 ? 4 : 0));
        long size = cursor.Sized(1 << (flags & 3));
        int prefix = cursor.Position;
        if (size < 0 || size > cursor.Remaining)
            throw cursor.Refuse($"{(ulong)size} bytes of messages inside the file", $"{cursor.Remaining}");

        var blocks = new Queue<(long Offset, long Length)>();
        H5Cursor first = H5Checksum.Open(source, address, prefix + size + 4, path, "an object header");
        first.Skip(prefix);
        ReadMessages2(ref first, flags, path, messages, blocks);
        while (blocks.TryDequeue(out var block))
        {
            H5Cursor next = H5Checksum.Open(source, block.Offset, block.Length, path, "header messages");
            next.Signature("OCHK");
            ReadMessages2(ref next, flags, path, messages, blocks);
        }
    }

    private static void ReadMessages2(
        ref H5Cursor cursor, int flags, string path, List<H5Message> messages, Queue<(long Offset, long Length)> blocks)
    {
        int prefix = (flags & HasOrder) != 0 ? 6 : 4;
        // A gap too small for a message may be left at the end.
        while (cursor.Remaining >= prefix)
        {
            var type = (H5MessageType)cursor.Byte();
            int size = cursor.UInt16();
            int messageFlags = cursor.Byte();
            cursor.Skip(prefix - 4);
            long offset = cursor.Offset;
            Keep(new(type, messageFlags, cursor.Take(size), offset), path, messages, blocks);
        }
    }

    private static void Keep(H5Message message, string path, List<H5Message> messages, Queue<(long Offset, long Length)> blocks)
    {
        if (message.Type == H5MessageType.Nil)
            return;
        message.Check(path);
        if (message.Type != H5MessageType.Continuation)
        {
            messages.Add(message);
            return;
        }

        H5Cursor cursor = message.Open(path);
        blocks.Enqueue((cursor.Int64(), cursor.Int64()));
    }
}
