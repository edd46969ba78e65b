using Keratin.Cpu;

namespace Keratin.Bench.Measuring;

/// <summary>How many bytes a second the team can move at most within one level of the memory: what kernels without arithmetic are held against.</summary>
internal sealed class Bandwidth : IDisposable
{
    private readonly TriadKernel _kernel;
    private readonly BoundKernel _bound;
    private readonly Measurement _measurement;

    private Bandwidth(string level, long capacity, ThreadTeam team, long floats)
    {
        // Some hundred microseconds at least, so that calling the team together does not count.
        int repeats = (int)Math.Max(1, (32 << 20) / (3 * sizeof(float) * floats));
        (Level, Capacity, _kernel) = (level, capacity, new TriadKernel(team.Threads, checked((int)(floats / team.Threads)), repeats));
        _bound = new BoundKernel(_kernel, team, [_kernel.Length, _kernel.Length], _kernel.Length);
        _measurement = new Measurement(_bound.Run);
    }

    /// <summary>L2, L3 or memory.</summary>
    public string Level { get; }

    /// <summary>Bytes that fit.</summary>
    public long Capacity { get; }

    /// <summary>Of the median run.</summary>
    public double GigaBytes => _kernel.Bytes / _measurement.Seconds / 1e9;

    /// <summary>Megabytes of the three arrays together.</summary>
    public double MegaBytes => 3.0 * sizeof(float) * _kernel.Length / 1e6;

    /// <summary>All levels: half of the second cache of each core, half of the third, and six times the third.</summary>
    public static IReadOnlyList<Bandwidth> Levels(ThreadTeam team)
    {
        const int ThreeArrays = 3 * sizeof(float);
        long second = Machine.CacheBytes(2) * team.Threads, third = Machine.CacheBytes(3);
        return
        [
            new("L2", second, team, second / 2 / ThreeArrays),
            new("L3", third, team, Math.Max(third, 2 * second) / 2 / ThreeArrays),
            new("memory", long.MaxValue, team, Math.Min(6 * third, 1L << 30) / ThreeArrays),
        ];
    }

    /// <summary>Measures for a while.</summary>
    /// <returns>GB/s of this round.</returns>
    public double Round(double seconds) => _kernel.Bytes / _measurement.Round(seconds) / 1e9;

    public void Dispose() => _bound.Dispose();
}
