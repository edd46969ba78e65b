namespace Keratin.Datasets;

// Where a data set in MNIST's format lies on disk: four IDX files, or one .npz.
internal sealed class MnistFiles
{
    private const string NpzName = "mnist.npz";
    private readonly Dictionary<MnistPart, string> _idx = [];

    private MnistFiles()
    {
    }

    public string? Npz { get; private init; }

    public string this[MnistPart part] => _idx[part];

    public static MnistFiles Find(string path)
    {
        if (File.Exists(path))
            return new() { Npz = path };
        if (Directory.Exists(path))
            return FindIn(path);
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            throw new FileNotFoundException($"Mnist.Load: there is no file '{path}'.", path);
        throw new DirectoryNotFoundException($"Mnist.Load: there is no directory '{path}'.");
    }

    private static MnistFiles FindIn(string directory)
    {
        var found = new MnistFiles();
        foreach (MnistPart part in MnistPart.All)
        {
            string? file = part.FileNames.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
            if (file is not null)
                found._idx[part] = file;
        }

        if (found._idx.Count == MnistPart.All.Count)
            return found;
        string npz = Path.Combine(directory, NpzName);
        return File.Exists(npz) ? new() { Npz = npz } : throw Missing(directory, found);
    }

    private static FileNotFoundException Missing(string directory, MnistFiles found)
    {
        IEnumerable<string> missing = MnistPart.All.Where(part => !found._idx.ContainsKey(part)).Select(part => part.FileName);
        string got = found._idx.Count == 0 ? "none of them" : $"{found._idx.Count} of the 4 IDX files";
        return new($"""
            Mnist.Load: files are missing in '{directory}'.
              expected: {string.Join(", ", missing)} (plain or .gz), or {NpzName}
              got:      {got}
              hint:     Mnist.Load() without a path needs no files
            """.ReplaceLineEndings("\n"));
    }
}
