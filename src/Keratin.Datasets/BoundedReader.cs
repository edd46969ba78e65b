namespace Keratin.Datasets;

// Reads what a header announced without believing it: memory grows with the bytes that really arrive, so a file of
// a hundred bytes that claims a gigabyte costs a megabyte.
internal static class BoundedReader
{
    // Enough for the labels in one go; larger files grow fourfold, which copies a third of the final size at most.
    private const int FirstStep = 1 << 20;

    // Up to `wanted` bytes; the array is shorter if the stream ends before.
    public static byte[] Read(Stream stream, int wanted, string name)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Math.Min(wanted, FirstStep));
        int filled = 0;
        while (true)
        {
            filled += Fill(stream, buffer.AsSpan(filled), name);
            if (filled == wanted)
                return buffer;
            if (filled < buffer.Length)
                return buffer[..filled];
            buffer = Grow(buffer, wanted);
        }
    }

    // Only the reading stands in the try block, so only a decompressor's complaint is reworded.
    private static int Fill(Stream stream, Span<byte> free, string name)
    {
        try
        {
            return stream.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damage)
        {
            throw BadFile.Of(name, "the compressed data is damaged", "an intact deflate stream up to its checksum", damage.Message,
                "get the file again; it may have been cut short", damage);
        }
    }

    private static byte[] Grow(byte[] buffer, int wanted)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(wanted, 4L * buffer.Length));
        buffer.CopyTo(larger, 0);
        return larger;
    }
}
