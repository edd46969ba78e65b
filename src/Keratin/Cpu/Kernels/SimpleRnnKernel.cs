using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The plain recurrent cell, see <see cref="SimpleRnnOp"/>.</summary>
internal sealed unsafe class SimpleRnnKernel<TLanes, TVector>(SimpleRnnOp op, Shape sequence, SimdWidth width) : ForwardRecurrence(op, sequence, width)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(float* product, float* x, float* states, int stride, float* saved, in KernelArguments arguments)
    {
        for (int j = 0; j < Units; j += TLanes.Count)
        {
            int left = Units - j;
            TVector sum = TLanes.Add(Gate<TLanes, TVector>.Load(x + j, left), Gate<TLanes, TVector>.Load(product + j, left));
            Gate<TLanes, TVector>.Store(states + j, Gate<TLanes, TVector>.Tanh(sum), left);
        }
    }
}
