namespace Keratin.Tests;

/// <summary>A clock that goes on only when told to.</summary>
internal sealed class Clock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(double seconds) => _ticks += (long)Math.Round(seconds * TimeSpan.TicksPerSecond);

    public override long GetTimestamp() => _ticks;
}
