using System.Runtime.InteropServices;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Measuring;

/// <summary>A kernel with memory of its own, ready to run on a team.</summary>
internal sealed unsafe class BoundKernel : IRepeatable
{
    private readonly Kernel _kernel;
    private readonly ThreadTeam _team;
    private readonly float** _pointers;
    private readonly int _inputs, _outputs;
    private readonly int _count;

    /// <summary>Takes memory and fills it with numbers between -1 and 1.</summary>
    /// <param name="kernel">What runs.</param>
    /// <param name="team">Who runs it.</param>
    /// <param name="inputs">Floats of each input.</param>
    /// <param name="outputs">Floats of each output.</param>
    public BoundKernel(Kernel kernel, ThreadTeam team, long[] inputs, params long[] outputs)
    {
        (_kernel, _team, _inputs, _outputs) = (kernel, team, inputs.Length, outputs.Length);
        long[] lengths = [.. inputs, .. outputs, kernel.Workspace, Stride * team.Threads];
        _count = lengths.Length;
        _pointers = (float**)NativeMemory.Alloc((nuint)(_count * sizeof(float*)));
        for (int i = 0; i < _count; i++)
            _pointers[i] = Allocate(lengths[i]);
    }

    private long Stride => (_kernel.Scratch + 31) / 32 * 32;

    public void Run() =>
        _team.Run(_kernel, _pointers, _pointers + _inputs, _pointers[_inputs + _outputs], _pointers[_inputs + _outputs + 1], Stride);

    public void Dispose()
    {
        for (int i = 0; i < _count; i++)
            NativeMemory.AlignedFree(_pointers[i]);
        NativeMemory.Free(_pointers);
    }

    private static float* Allocate(long floats)
    {
        float* p = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(floats, 1) * sizeof(float), 64);
        for (long i = 0; i < floats; i++)
            p[i] = (i * 7919 % 1021 - 510) / 510f;
        return p;
    }
}
