namespace Keratin.Saving;

/// <summary>Writes a file beside the one it is to replace, and puts it in place when it is complete.</summary>
internal static class FileReplacement
{
    /// <summary>Writes it. Whatever fails, the old file stays as it was.</summary>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        if (!overwrite && File.Exists(path))
            throw new IOException($"{path}: expected a name that is free; got one of an existing file. Say overwrite: true to replace it.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: expected a folder that exists; got {folder}, which does not.\n  hint: Directory.CreateDirectory makes it");
        // In the same folder, because only within a file system a move is one step.
        string partial = $"{path}.partial";
        // Not within the try: what cannot be opened is somebody else's and not deleted.
        var opened = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        try
        {
            using (FileStream stream = opened)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
