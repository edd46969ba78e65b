using Keratin.Cpu;

namespace Keratin.Bench.Measuring;

/// <summary>How many floating-point operations a second the team can do at most: what kernels are held against.</summary>
internal sealed class FmaPeak : IDisposable
{
    private readonly FmaPeakKernel _kernel;
    private readonly BoundKernel _bound;
    private readonly Measurement _measurement;

    public FmaPeak(ThreadTeam team)
    {
        _kernel = new FmaPeakKernel(team.Threads);
        _bound = new BoundKernel(_kernel, team, [], team.Threads);
        _measurement = new Measurement(_bound.Run);
    }

    /// <summary>Of the median run.</summary>
    public double GigaFlops => _kernel.Flops / _measurement.Seconds / 1e9;

    /// <summary>Of the fastest tenth.</summary>
    public double FastGigaFlops => _kernel.Flops / _measurement.FastSeconds / 1e9;

    /// <summary>Measures for a while.</summary>
    /// <returns>GFLOP/s of this round.</returns>
    public double Round(double seconds) => _kernel.Flops / _measurement.Round(seconds) / 1e9;

    public void Dispose() => _bound.Dispose();
}
