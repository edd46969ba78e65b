using System.Diagnostics;

namespace Keratin.Bench.Measuring;

/// <summary>Something short that is run again and again, and how long its runs took.</summary>
internal sealed class Measurement(Action run)
{
    private readonly List<double> _seconds = [];

    /// <summary>Of the median run of all rounds.</summary>
    public double Seconds => Statistics.Median(_seconds);

    /// <summary>Of the fastest tenth of the runs: what a machine shared with others still shows.</summary>
    public double FastSeconds => Statistics.Quantile(_seconds, 0.1);

    /// <summary>Runs it until it no longer becomes faster: the runtime compiles what was called often again, to its best.</summary>
    /// <returns>Itself.</returns>
    public Measurement WarmUp()
    {
        const int Most = 8;
        double before = double.PositiveInfinity;
        for (int stage = 0; stage < Most; stage++)
        {
            double now = Round(0.1);
            _seconds.Clear();
            if (stage > 1 && now > 0.9 * before)
                break;
            before = Math.Min(before, now);
            // It compiles in the background, once nothing new was called for a tenth of a second.
            Thread.Sleep(120);
        }
        return this;
    }

    /// <summary>Runs it for a while, first without looking at the clock; at least once.</summary>
    /// <returns>The median of this round.</returns>
    public double Round(double seconds)
    {
        long begin = Stopwatch.GetTimestamp();
        do
            run();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds / 5);
        int first = _seconds.Count;
        do
        {
            long start = Stopwatch.GetTimestamp();
            run();
            // Not by TimeSpan, whose ticks of 100 ns are too coarse for the smallest kernels.
            _seconds.Add((Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds);
        return Statistics.Median(_seconds.Skip(first));
    }
}
