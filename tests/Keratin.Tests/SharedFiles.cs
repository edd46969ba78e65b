using System.Runtime.CompilerServices;

namespace Keratin.Tests;

/// <summary>Finds the folder <c>shared</c> beside the repository: files that other software wrote, too large to keep in it.</summary>
internal static class SharedFiles
{
    /// <summary>What a skipped test says.</summary>
    public const string Missing = "needs ../shared, which is not here";

    /// <summary>The folder, or <see langword="null"/>. It is sought beside every folder above the test's binaries and its source.</summary>
    public static string? Root { get; } = Above(AppContext.BaseDirectory) ?? Above(Path.GetDirectoryName(Source()));

    /// <summary>The path of a file or folder in <c>shared</c>.</summary>
    public static string At(string path) => Path.Combine(Root ?? throw new InvalidOperationException(Missing), path);

    /// <summary>All files of an extension such as <c>.h5</c> under a folder of <c>shared</c>, sorted; none where it is absent.</summary>
    public static string[] Under(string folder, string extension)
    {
        if (Root is null)
            return [];
        string[] files = Directory.GetFiles(At(folder), $"*{extension}", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string? Above(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string shared = Path.Combine(folder, "shared");
            if (Directory.Exists(Path.Combine(shared, "fixtures")))
                return shared;
        }

        return null;
    }

    private static string Source([CallerFilePath] string path = "") => path;
}
