namespace Keratin.Tests;

/// <summary>A theory that needs the fixtures beside the repository, and is skipped where they are absent.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the theory if there are no fixtures.</summary>
    public SharedTheoryAttribute() => Skip = SharedFiles.Exist ? null : "needs ../shared, which is not here";
}
