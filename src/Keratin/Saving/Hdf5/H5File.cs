namespace Keratin.Saving.Hdf5;

/// <summary>Reads and writes HDF5 files as trees of groups and datasets.</summary>
/// <remarks>
/// <para><b>Reading</b> builds the tree at once and fetches data when it is asked for, so the bytes must not change meanwhile. Files are
/// not trusted: <see cref="InvalidDataException"/> is all that leaves the reader, and neither its time nor its memory is out of
/// proportion to the file.</para>
/// <para><b>Writing</b> makes the oldest form of the format, which everything reads: the same tree gives the same bytes.</para>
/// </remarks>
internal static class H5File
{
    /// <summary>The root group of a file.</summary>
    /// <exception cref="InvalidDataException">This is no HDF5 file, it is damaged, or it uses what is not read here.</exception>
    public static H5Group Read(ReadOnlyMemory<byte> bytes)
    {
        var (source, root) = H5Superblock.Read(bytes);
        return new H5TreeReader(source).ReadRoot(root);
    }

    /// <summary>The root group of a file that is read to its end; at most 2 GiB.</summary>
    /// <exception cref="InvalidDataException">This is no HDF5 file, it is damaged, or it uses what is not read here.</exception>
    public static H5Group Read(Stream stream)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        while (stream.Read(buffer) is > 0 and int count)
        {
            if (memory.Length + count > Array.MaxLength)
                throw H5Error.At(memory.Length, "the whole file", $"at most {Array.MaxLength} bytes", "more");
            memory.Write(buffer, 0, count);
        }

        return Read(memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }

    /// <summary>Writes a tree as a file. The stream is only written to, so it need not seek.</summary>
    /// <exception cref="ArgumentException">The tree has an attribute over 64 KiB, or values of a type that is not written.</exception>
    public static void Write(Stream stream, H5Group root) => new H5Writer().Write(stream, root);
}
