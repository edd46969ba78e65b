namespace Keratin.Saving.Hdf5;

/// <summary>The one voice in which a file is refused: who, expected, got, and where.</summary>
internal static class H5Error
{
    /// <summary>A refusal that names the offset in the file and the path of the object that was being read.</summary>
    public static InvalidDataException At(long offset, string path, string expected, string got) =>
        new($"HDF5: the file cannot be read.\n  expected: {expected}\n  got:      {got}\n  where:    offset {offset}, {path}");
}
