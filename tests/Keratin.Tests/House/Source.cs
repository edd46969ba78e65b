using System.Runtime.CompilerServices;

namespace Keratin.Tests.House;

/// <summary>The repository's own source, for rules about it.</summary>
internal static class Source
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>All C# files under a folder of the repository.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        string separator = $"{Path.DirectorySeparatorChar}";
        return Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal)
                && !file.Contains($"{separator}artifacts{separator}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The path within the repository, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Here([CallerFilePath] string path = "") => path;
}
