namespace Keratin.Tests.Visualization.Reporting;

/// <summary>A fact about what a browser shows; skipped, and shown as skipped, where Chromium is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Browser.Program is null ? "needs Chromium (Debian's package chromium)" : null;
}
