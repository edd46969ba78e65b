using Keratin.Visualization;

namespace Digits;

/// <summary>Finds the record of a run: the file that <c>digits train</c> writes beside the report.</summary>
internal static class RunFile
{
    public const string Name = "run.json";

    /// <summary>Loads what a path means: a run's folder, its report, or its record itself.</summary>
    /// <returns>What the folder is called, and the record.</returns>
    /// <exception cref="IOException">There is no run.</exception>
    /// <exception cref="InvalidDataException">The record is broken.</exception>
    public static (string Name, RunRecord Run) Load(string path)
    {
        if (!Path.Exists(path))
            throw new FileNotFoundException($"there is no run '{path}': expected a folder that digits train wrote, its report.html or its {Name}.");
        string file = Directory.Exists(path) ? Path.Combine(path, Name)
            : Path.GetExtension(path).Equals(".html", StringComparison.OrdinalIgnoreCase) ? Path.Combine(Path.GetDirectoryName(path) ?? "", Name)
            : path;
        if (!File.Exists(file))
            throw new FileNotFoundException($"there is no {Name} at '{path}': expected a folder that digits train wrote.");
        return (FolderName(file), RunRecord.Load(file));
    }

    private static string FolderName(string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return Path.GetFileName(folder) is { Length: > 0 } name ? name : folder;
    }
}
