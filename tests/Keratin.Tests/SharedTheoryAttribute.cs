namespace Keratin.Tests;

/// <summary>A theory about files in <c>../shared</c>; skipped, and shown as skipped, where that folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = SharedFiles.Root is null ? SharedFiles.Missing : null;
}
