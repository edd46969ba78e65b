namespace Digits;

/// <summary>What to type to start this program again: its name where the shell finds it, else the way to it.</summary>
internal static class ProgramName
{
    private const string Name = "digits";

    public static string Current { get; } = Of(
        Environment.ProcessPath, AppContext.BaseDirectory, Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PATH"));

    /// <param name="process">The file that runs: the program's own, or dotnet.</param>
    /// <param name="binaries">Where the program's files lie.</param>
    /// <param name="current">The current directory.</param>
    /// <param name="path">Where the shell looks for programs.</param>
    internal static string Of(string? process, string binaries, string current, string? path)
    {
        string own = OperatingSystem.IsWindows() ? $"{Name}.exe" : Name;
        if (path?.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, own))) == true)
            return Name;
        return Path.GetFileName(process) == own
            ? WayTo(process!, current)
            : $"dotnet {WayTo(Path.Combine(binaries, $"{Name}.dll"), current)}";
    }

    // A shell starts what lies in the current directory only if that is said.
    private static string WayTo(string file, string current)
    {
        string relative = Path.GetRelativePath(current, file);
        string way = relative.Length >= file.Length ? file : relative.Contains(Path.DirectorySeparatorChar) ? relative : Path.Combine(".", relative);
        return way.Contains(' ', StringComparison.Ordinal) ? $"\"{way}\"" : way;
    }
}
