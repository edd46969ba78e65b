namespace Keratin.Saving;

/// <summary>Tells what a file is by its first bytes.</summary>
internal static class FileMagic
{
    private static ReadOnlySpan<byte> Hdf5 => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Whether the bytes begin a ZIP.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Whether the bytes begin an HDF5 file.</summary>
    public static bool IsHdf5(ReadOnlySpan<byte> start) => start.StartsWith(Hdf5);

    /// <summary>Refuses what is no ZIP by what it is.</summary>
    public static void RequireZip(Stream stream, string name)
    {
        byte[] start = Start(stream);
        if (IsHdf5(start))
        {
            throw new InvalidDataException(
                $"{name}: the model cannot be read.\n  expected: a .keras file (a ZIP)\n  got:      an HDF5 file: a legacy whole-model .h5, or weights alone\n" +
                "  hint:     weights are read by model.LoadWeights; a whole model can be saved anew by Keras as .keras");
        }
        if (!IsZip(start))
            throw new InvalidDataException($"{name}: expected a .keras file (a ZIP, beginning with PK); got {Shown(start)}.");
    }

    /// <summary>The first bytes, after which the stream is where it was.</summary>
    public static byte[] Start(Stream stream)
    {
        var start = new byte[8];
        long position = stream.Position;
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = position;
        return start[..count];
    }

    /// <summary>The stream itself, or its rest in memory where that is needed to go back and forth.</summary>
    public static Stream Seekable(Stream stream, string name)
    {
        if (stream.CanSeek && stream.Position == 0)
            return stream;
        var memory = new MemoryStream();
        var buffer = new byte[81920];
        while (stream.Read(buffer) is > 0 and int count)
        {
            if (memory.Length + count > Array.MaxLength)
                throw new InvalidDataException($"{name}: expected at most {Array.MaxLength} bytes; got more.");
            memory.Write(buffer, 0, count);
        }
        memory.Position = 0;
        return memory;
    }

    private static string Shown(byte[] start) => start.Length == 0 ? "nothing" : $"a file that begins with {Convert.ToHexString(start)}";
}
