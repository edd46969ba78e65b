using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Measuring;

/// <summary>Nothing but fused multiply-adds, twelve independent sums at the widest registers: what the machine can do at most.</summary>
internal sealed unsafe class FmaPeakKernel(int tasks) : Kernel
{
    private const int Steps = 100_000;

    private readonly int _tasks = tasks;

    public double Flops => (double)_tasks * Steps * 12 * 2 * ((int)Simd.Best / 32);

    public override int Tasks(int phase) => _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments) => arguments.Outputs[0][task] = Simd.Best switch
    {
        SimdWidth.Bits512 => Run<Lanes512, Vector512<float>>(),
        SimdWidth.Bits256 => Run<Lanes256, Vector256<float>>(),
        _ => Run<Lanes128, Vector128<float>>(),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector x = TLanes.Broadcast(0.5f), y = TLanes.Broadcast(0.25f);
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < Steps; n++)
        {
            (a, b, c) = (TLanes.MultiplyAdd(a, x, y), TLanes.MultiplyAdd(b, x, y), TLanes.MultiplyAdd(c, x, y));
            (d, e, f) = (TLanes.MultiplyAdd(d, x, y), TLanes.MultiplyAdd(e, x, y), TLanes.MultiplyAdd(f, x, y));
            (g, h, i) = (TLanes.MultiplyAdd(g, x, y), TLanes.MultiplyAdd(h, x, y), TLanes.MultiplyAdd(i, x, y));
            (j, k, l) = (TLanes.MultiplyAdd(j, x, y), TLanes.MultiplyAdd(k, x, y), TLanes.MultiplyAdd(l, x, y));
        }
        TVector sum = TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(TLanes.Add(e, f), TLanes.Add(g, h)));
        return TLanes.Sum(TLanes.Add(sum, TLanes.Add(TLanes.Add(i, j), TLanes.Add(k, l))));
    }
}
