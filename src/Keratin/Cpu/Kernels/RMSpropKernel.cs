using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>One step of RMSprop, see <see cref="RMSpropUpdateOp"/>.</summary>
internal static class RMSpropKernel
{
    public static Kernel Create(RMSpropUpdateOp op, long length, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new RMSpropKernel<Lanes512, Vector512<float>>(op, length),
        SimdWidth.Bits256 => new RMSpropKernel<Lanes256, Vector256<float>>(op, length),
        _ => new RMSpropKernel<Lanes128, Vector128<float>>(op, length),
    };
}

/// <inheritdoc cref="RMSpropKernel"/>
internal sealed unsafe class RMSpropKernel<TLanes, TVector>(RMSpropUpdateOp op, long length) : UpdateKernel(length, tensors: 3)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly float _old = op.Rho, _new = Complement.Of(op.Rho), _epsilon = op.Epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(long start, int count, in KernelArguments arguments)
    {
        float* w = arguments.Inputs[0] + start, g = arguments.Inputs[1] + start, v = arguments.Inputs[2] + start;
        float* nextW = arguments.Outputs[0] + start, nextV = arguments.Outputs[1] + start;
        var rule = new Rule(*arguments.Inputs[3], _old, _new, _epsilon);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector weight = TLanes.Load(w + i), velocity = TLanes.Load(v + i);
            rule.Step(TLanes.Load(g + i), ref weight, ref velocity);
            TLanes.Store(nextW + i, weight);
            TLanes.Store(nextV + i, velocity);
        }
        if (i < count)
        {
            int rest = count - i;
            TVector weight = TLanes.LoadPartial(w + i, rest), velocity = TLanes.LoadPartial(v + i, rest);
            rule.Step(TLanes.LoadPartial(g + i, rest), ref weight, ref velocity);
            TLanes.StorePartial(nextW + i, weight, rest);
            TLanes.StorePartial(nextV + i, velocity, rest);
        }
    }

    private readonly struct Rule(float rate, float old, float @new, float epsilon)
    {
        private readonly TVector _rate = TLanes.Broadcast(-rate), _epsilon = TLanes.Broadcast(epsilon);
        private readonly TVector _old = TLanes.Broadcast(old), _new = TLanes.Broadcast(@new);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(TVector g, ref TVector w, ref TVector v)
        {
            v = Denormals<TLanes, TVector>.ToZero(TLanes.MultiplyAdd(TLanes.Multiply(g, g), _new, TLanes.Multiply(v, _old)));
            w = TLanes.Add(w, TLanes.Divide(TLanes.Multiply(g, _rate), TLanes.Sqrt(TLanes.Add(v, _epsilon))));
        }
    }
}
