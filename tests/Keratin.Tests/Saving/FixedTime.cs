namespace Keratin.Tests.Saving;

/// <summary>It is always the second of March 2026, seven minutes past three in the afternoon.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 15, 7, 5, TimeSpan.Zero);
}
