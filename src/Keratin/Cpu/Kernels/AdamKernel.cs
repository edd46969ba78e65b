using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>One step of Adam, see <see cref="AdamUpdateOp"/>: each weight, gradient and slot is loaded once and stored once.</summary>
internal static class AdamKernel
{
    public static Kernel Create(AdamUpdateOp op, long length, bool decays, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new AdamKernel<Lanes512, Vector512<float>>(op, length, decays),
        SimdWidth.Bits256 => new AdamKernel<Lanes256, Vector256<float>>(op, length, decays),
        _ => new AdamKernel<Lanes128, Vector128<float>>(op, length, decays),
    };
}

/// <inheritdoc cref="AdamKernel"/>
internal sealed unsafe class AdamKernel<TLanes, TVector>(AdamUpdateOp op, long length, bool decays) : UpdateKernel(length, tensors: 4)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly float _newMomentum = Complement.Of(op.Beta1), _newVelocity = Complement.Of(op.Beta2), _epsilon = op.Epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(long start, int count, in KernelArguments arguments)
    {
        float* w = arguments.Inputs[0] + start, g = arguments.Inputs[1] + start, m = arguments.Inputs[2] + start, v = arguments.Inputs[3] + start;
        float* nextW = arguments.Outputs[0] + start, nextM = arguments.Outputs[1] + start, nextV = arguments.Outputs[2] + start;
        var rule = new Rule(*arguments.Inputs[4], _newMomentum, _newVelocity, _epsilon, decays ? *arguments.Inputs[5] : null);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector weight = TLanes.Load(w + i), momentum = TLanes.Load(m + i), velocity = TLanes.Load(v + i);
            rule.Step(TLanes.Load(g + i), ref weight, ref momentum, ref velocity);
            TLanes.Store(nextW + i, weight);
            TLanes.Store(nextM + i, momentum);
            TLanes.Store(nextV + i, velocity);
        }
        if (i < count)
        {
            int rest = count - i;
            TVector weight = TLanes.LoadPartial(w + i, rest), momentum = TLanes.LoadPartial(m + i, rest), velocity = TLanes.LoadPartial(v + i, rest);
            rule.Step(TLanes.LoadPartial(g + i, rest), ref weight, ref momentum, ref velocity);
            TLanes.StorePartial(nextW + i, weight, rest);
            TLanes.StorePartial(nextM + i, momentum, rest);
            TLanes.StorePartial(nextV + i, velocity, rest);
        }
    }

    private readonly struct Rule(float alpha, float newMomentum, float newVelocity, float epsilon, float? decay)
    {
        private readonly bool _decays = decay is not null;
        private readonly TVector _decay = TLanes.Broadcast(decay ?? 0);
        private readonly TVector _alpha = TLanes.Broadcast(-alpha), _epsilon = TLanes.Broadcast(epsilon);
        private readonly TVector _newMomentum = TLanes.Broadcast(newMomentum), _newVelocity = TLanes.Broadcast(newVelocity);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(TVector g, ref TVector w, ref TVector m, ref TVector v)
        {
            if (_decays)
                w = TLanes.Subtract(w, TLanes.Multiply(w, _decay));
            m = Denormals<TLanes, TVector>.ToZero(TLanes.MultiplyAdd(TLanes.Subtract(g, m), _newMomentum, m));
            v = Denormals<TLanes, TVector>.ToZero(TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Multiply(g, g), v), _newVelocity, v));
            w = TLanes.Add(w, TLanes.Divide(TLanes.Multiply(m, _alpha), TLanes.Add(TLanes.Sqrt(v), _epsilon)));
        }
    }
}
