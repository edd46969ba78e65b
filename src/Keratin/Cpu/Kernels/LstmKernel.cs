using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Long short-term memory, see <see cref="LstmOp"/>.</summary>
internal sealed unsafe class LstmKernel<TLanes, TVector>(LstmOp op, Shape sequence, SimdWidth width) : ForwardRecurrence(op, sequence, width)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(float* product, float* x, float* states, int stride, float* saved, in KernelArguments arguments)
    {
        int units = Units;
        float* h = states, c = states + stride;
        for (int j = 0; j < units; j += TLanes.Count)
        {
            int left = units - j;
            TVector input = Gate<TLanes, TVector>.Sigmoid(Sum(product + j, x + j, left));
            TVector forget = Gate<TLanes, TVector>.Sigmoid(Sum(product + units + j, x + units + j, left));
            TVector candidate = Gate<TLanes, TVector>.Tanh(Sum(product + (2 * units) + j, x + (2 * units) + j, left));
            TVector output = Gate<TLanes, TVector>.Sigmoid(Sum(product + (3 * units) + j, x + (3 * units) + j, left));
            TVector cell = TLanes.MultiplyAdd(forget, Gate<TLanes, TVector>.Load(c + j, left), TLanes.Multiply(input, candidate));
            Gate<TLanes, TVector>.Store(c + j, cell, left);
            Gate<TLanes, TVector>.Store(h + j, TLanes.Multiply(output, Gate<TLanes, TVector>.Tanh(cell)), left);
            if (saved == null)
                continue;
            Gate<TLanes, TVector>.Store(saved + j, input, left);
            Gate<TLanes, TVector>.Store(saved + units + j, forget, left);
            Gate<TLanes, TVector>.Store(saved + (2 * units) + j, candidate, left);
            Gate<TLanes, TVector>.Store(saved + (3 * units) + j, output, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(float* product, float* x, int left) =>
        TLanes.Add(Gate<TLanes, TVector>.Load(x, left), Gate<TLanes, TVector>.Load(product, left));
}
