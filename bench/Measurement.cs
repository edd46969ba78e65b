using System.Diagnostics;
using System.Runtime.InteropServices;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench;

/// <summary>A kernel with memory of its own, and how long its runs took.</summary>
internal sealed unsafe class Measurement
{
    private readonly Kernel _kernel;
    private readonly ThreadTeam _team;
    private readonly double _flops;
    private readonly float** _inputs;
    private readonly float** _outputs;
    private readonly float* _workspace;
    private readonly float* _scratch;
    private readonly List<double> _seconds = [];

    public Measurement(string name, Kernel kernel, ThreadTeam team, double flops, long[] inputs, long output)
    {
        (Name, _kernel, _team, _flops) = (name, kernel, team, flops);
        _inputs = (float**)NativeMemory.Alloc((nuint)(inputs.Length * sizeof(float*)));
        _outputs = (float**)NativeMemory.Alloc((nuint)sizeof(float*));
        for (int i = 0; i < inputs.Length; i++)
            _inputs[i] = Allocate(inputs[i]);
        _outputs[0] = Allocate(output);
        _workspace = Allocate(kernel.Workspace);
        _scratch = Allocate(Stride * team.Threads);
    }

    public string Name { get; }

    /// <summary>Of the median run.</summary>
    public double GigaFlops => _flops / Seconds / 1e9;

    /// <summary>Of the fastest tenth: what a machine shared with others still shows.</summary>
    public double FastGigaFlops => _flops / Quantile(0.1) / 1e9;

    public double Seconds => Quantile(0.5);

    private long Stride => (_kernel.Scratch + 31) / 32 * 32;

    /// <summary>Runs the kernel for a while, first without looking at the clock.</summary>
    public void Round(double seconds)
    {
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds / 5;)
            Run();
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds;)
        {
            long start = Stopwatch.GetTimestamp();
            Run();
            _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    private double Quantile(double part) => _seconds.Order().ElementAt((int)(_seconds.Count * part));

    private void Run() => _team.Run(_kernel, _inputs, _outputs, _workspace, _scratch, Stride);

    private static float* Allocate(long floats)
    {
        float* p = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(floats, 1) * sizeof(float), 64);
        for (long i = 0; i < floats; i++)
            p[i] = (i * 7919 % 1021 - 510) / 510f;
        return p;
    }
}
