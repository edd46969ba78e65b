namespace Keratin.Tests;

/// <summary>A test that needs the fixtures beside the repository, and is skipped where they are absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Skips the test if there are no fixtures.</summary>
    public SharedFactAttribute() => Skip = SharedFiles.Exist ? null : "needs ../shared, which is not here";
}
