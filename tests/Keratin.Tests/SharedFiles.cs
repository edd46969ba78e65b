namespace Keratin.Tests;

// Fixtures that are too large or too foreign for the repository lie in a folder `shared` beside it, where there is one.
internal static class SharedFiles
{
    private static readonly string? s_root = Find();

    public static bool Exist => s_root is not null;

    public static string Path(params string[] parts) => System.IO.Path.Combine([s_root ?? "shared", .. parts]);

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(at.FullName, "Keratin.slnx")) || at.Parent is null)
                continue;
            string shared = System.IO.Path.Combine(at.Parent.FullName, "shared");
            return Directory.Exists(shared) ? shared : null;
        }

        return null;
    }
}
