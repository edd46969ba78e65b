using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The way back through long short-term memory, see <see cref="LstmGradientOp"/>.</summary>
internal sealed unsafe class LstmGradientKernel<TLanes, TVector>(LstmGradientOp op, Shape sequence, SimdWidth width) : BackwardRecurrence(op, sequence, width)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // h' = o · t with t = tanh(c'), c' = f · c + i · g: what meets at c' is what came along c and what comes from h'.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(in Moment now, float* dx, float* dz, float* carried, int stride)
    {
        int units = Units;
        float* gates = now.Gates(1, 4), before = now.Before(1), after = now.After(1), dh = carried, dc = carried + stride;
        for (int j = 0; j < units; j += TLanes.Count)
        {
            int left = units - j;
            TVector i = Gate<TLanes, TVector>.Load(gates + j, left), f = Gate<TLanes, TVector>.Load(gates + units + j, left);
            TVector g = Gate<TLanes, TVector>.Load(gates + (2 * units) + j, left), o = Gate<TLanes, TVector>.Load(gates + (3 * units) + j, left);
            TVector t = Gate<TLanes, TVector>.Tanh(Gate<TLanes, TVector>.Load(after + j, left));
            TVector h = Gate<TLanes, TVector>.Load(dh + j, left);
            TVector c = TLanes.Add(Gate<TLanes, TVector>.Load(dc + j, left), Gate<TLanes, TVector>.BackTanh(TLanes.Multiply(h, o), t));
            Gate<TLanes, TVector>.Store(dc + j, TLanes.Multiply(c, f), left);
            Gate<TLanes, TVector>.Store(dh + j, TLanes.Zero, left);
            Both(dx, dz, j, Gate<TLanes, TVector>.BackSigmoid(TLanes.Multiply(c, g), i), left);
            Both(dx, dz, units + j, Gate<TLanes, TVector>.BackSigmoid(TLanes.Multiply(c, Gate<TLanes, TVector>.Load(before + j, left)), f), left);
            Both(dx, dz, (2 * units) + j, Gate<TLanes, TVector>.BackTanh(TLanes.Multiply(c, i), g), left);
            Both(dx, dz, (3 * units) + j, Gate<TLanes, TVector>.BackSigmoid(TLanes.Multiply(h, t), o), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Both(float* dx, float* dz, int at, TVector value, int left)
    {
        Gate<TLanes, TVector>.Store(dx + at, value, left);
        Gate<TLanes, TVector>.Store(dz + at, value, left);
    }
}
