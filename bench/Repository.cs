using System.Runtime.CompilerServices;

namespace Keratin.Bench;

/// <summary>Where things lie in the work tree that this program was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));

    public static string Mnist => Path.Combine(Root, "data", "mnist");

    public static string Peers => Path.Combine(Root, "bench", "Peers");

    public static string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The built command line; a project that this one builds first.</summary>
    public static string Digits => Path.Combine(Artifacts, "bin", "Digits", "release", OperatingSystem.IsWindows() ? "digits.exe" : "digits");

    private static string Here([CallerFilePath] string path = "") => path;
}
