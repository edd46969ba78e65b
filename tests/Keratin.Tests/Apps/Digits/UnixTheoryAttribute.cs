namespace Keratin.Tests.Apps.Digits;

/// <summary>A theory about signals, which Windows does not have; there it is skipped, and shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "needs a system with signals" : null;
}
