using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Gated recurrent unit, see <see cref="GruOp"/>.</summary>
internal sealed unsafe class GruKernel<TLanes, TVector>(GruOp op, Shape sequence, SimdWidth width) : ForwardRecurrence(op, sequence, width)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly bool _hasBias = op.HasBias;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(float* product, float* x, float* states, int stride, float* saved, in KernelArguments arguments)
    {
        int units = Units;
        float* bias = _hasBias ? arguments.Inputs[2] : null;
        for (int j = 0; j < units; j += TLanes.Count)
        {
            int left = units - j;
            TVector update = Gate<TLanes, TVector>.Sigmoid(TLanes.Add(Gate<TLanes, TVector>.Load(x + j, left), Inner(product, bias, j, left)));
            TVector reset = Gate<TLanes, TVector>.Sigmoid(
                TLanes.Add(Gate<TLanes, TVector>.Load(x + units + j, left), Inner(product, bias, units + j, left)));
            TVector inner = Inner(product, bias, (2 * units) + j, left);
            TVector candidate = Gate<TLanes, TVector>.Tanh(TLanes.MultiplyAdd(reset, inner, Gate<TLanes, TVector>.Load(x + (2 * units) + j, left)));
            // z · h + (1 - z) · candidate
            TVector h = Gate<TLanes, TVector>.Load(states + j, left);
            Gate<TLanes, TVector>.Store(states + j, TLanes.MultiplyAdd(update, TLanes.Subtract(h, candidate), candidate), left);
            if (saved == null)
                continue;
            Gate<TLanes, TVector>.Store(saved + j, update, left);
            Gate<TLanes, TVector>.Store(saved + units + j, reset, left);
            Gate<TLanes, TVector>.Store(saved + (2 * units) + j, candidate, left);
            Gate<TLanes, TVector>.Store(saved + (3 * units) + j, inner, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Inner(float* product, float* bias, int at, int left)
    {
        TVector value = Gate<TLanes, TVector>.Load(product + at, left);
        return bias == null ? value : TLanes.Add(value, Gate<TLanes, TVector>.Load(bias + at, left));
    }
}
