using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The way back through the plain recurrent cell, see <see cref="SimpleRnnGradientOp"/>.</summary>
internal sealed unsafe class SimpleRnnGradientKernel<TLanes, TVector>(SimpleRnnGradientOp op, Shape sequence, SimdWidth width)
    : BackwardRecurrence(op, sequence, width)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(in Moment now, float* dx, float* dz, float* carried, int stride)
    {
        float* after = now.After(0);
        for (int j = 0; j < Units; j += TLanes.Count)
        {
            int left = Units - j;
            TVector sum = Gate<TLanes, TVector>.BackTanh(Gate<TLanes, TVector>.Load(carried + j, left), Gate<TLanes, TVector>.Load(after + j, left));
            Gate<TLanes, TVector>.Store(carried + j, TLanes.Zero, left);
            Gate<TLanes, TVector>.Store(dx + j, sum, left);
            Gate<TLanes, TVector>.Store(dz + j, sum, left);
        }
    }
}
