using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Measuring;

/// <summary><c>c = a + s · b</c>, each thread over a stretch of its own, several times: what memory of that size gives at most.</summary>
internal sealed unsafe class TriadKernel(int threads, int floatsEach, int repeats) : Kernel
{
    private readonly int _threads = threads, _floats = floatsEach / 32 * 32, _repeats = repeats;

    /// <summary>Floats of each of the three arrays.</summary>
    public long Length => (long)_threads * _floats;

    /// <summary>Two reads and one write; what a cache fetches before it writes is not counted.</summary>
    public double Bytes => 3.0 * sizeof(float) * Length * _repeats;

    public override int Tasks(int phase) => _threads;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        nint start = (nint)task * _floats;
        float* a = arguments.Inputs[0] + start, b = arguments.Inputs[1] + start, c = arguments.Outputs[0] + start;
        for (int n = 0; n < _repeats; n++)
        {
            switch (Simd.Best)
            {
                case SimdWidth.Bits512: Run<Lanes512, Vector512<float>>(a, b, c, _floats); break;
                case SimdWidth.Bits256: Run<Lanes256, Vector256<float>>(a, b, c, _floats); break;
                default: Run<Lanes128, Vector128<float>>(a, b, c, _floats); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes, TVector>(float* a, float* b, float* c, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector s = TLanes.Broadcast(0.5f);
        for (int i = 0; i < count; i += 2 * TLanes.Count)
        {
            int j = i + TLanes.Count;
            TLanes.Store(c + i, TLanes.MultiplyAdd(TLanes.Load(b + i), s, TLanes.Load(a + i)));
            TLanes.Store(c + j, TLanes.MultiplyAdd(TLanes.Load(b + j), s, TLanes.Load(a + j)));
        }
    }
}
