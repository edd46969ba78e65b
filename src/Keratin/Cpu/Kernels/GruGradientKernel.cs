using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The way back through a gated recurrent unit, see <see cref="GruGradientOp"/>.</summary>
internal sealed unsafe class GruGradientKernel<TLanes, TVector>(GruGradientOp op, Shape sequence, SimdWidth width) : BackwardRecurrence(op, sequence, width)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // h' = z · h + (1 - z) · g with g = tanh(x_h + r · n).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(in Moment now, float* dx, float* dz, float* carried, int stride)
    {
        int units = Units;
        float* gates = now.Gates(0, 4), before = now.Before(0);
        for (int j = 0; j < units; j += TLanes.Count)
        {
            int left = units - j;
            TVector z = Gate<TLanes, TVector>.Load(gates + j, left), r = Gate<TLanes, TVector>.Load(gates + units + j, left);
            TVector g = Gate<TLanes, TVector>.Load(gates + (2 * units) + j, left), n = Gate<TLanes, TVector>.Load(gates + (3 * units) + j, left);
            TVector dh = Gate<TLanes, TVector>.Load(carried + j, left);
            Gate<TLanes, TVector>.Store(carried + j, TLanes.Multiply(dh, z), left);
            TVector candidate = Gate<TLanes, TVector>.BackTanh(TLanes.Multiply(dh, TLanes.Subtract(TLanes.Broadcast(1), z)), g);
            TVector update = Gate<TLanes, TVector>.BackSigmoid(TLanes.Multiply(dh, TLanes.Subtract(Gate<TLanes, TVector>.Load(before + j, left), g)), z);
            TVector reset = Gate<TLanes, TVector>.BackSigmoid(TLanes.Multiply(candidate, n), r);
            Gate<TLanes, TVector>.Store(dx + j, update, left);
            Gate<TLanes, TVector>.Store(dx + units + j, reset, left);
            Gate<TLanes, TVector>.Store(dx + (2 * units) + j, candidate, left);
            Gate<TLanes, TVector>.Store(dz + j, update, left);
            Gate<TLanes, TVector>.Store(dz + units + j, reset, left);
            Gate<TLanes, TVector>.Store(dz + (2 * units) + j, TLanes.Multiply(candidate, r), left);
        }
    }
}
