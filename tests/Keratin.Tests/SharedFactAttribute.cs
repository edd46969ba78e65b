namespace Keratin.Tests;

/// <summary>A fact about files in <c>../shared</c>; skipped, and shown as skipped, where that folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = SharedFiles.Root is null ? SharedFiles.Missing : null;
}
