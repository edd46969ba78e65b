using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Keeps an element, scaled by <c>1 / (1 - rate)</c>, where its random word is at least <c>rate · 2³²</c>; else 0.</summary>
internal sealed unsafe class DropoutKernel(long length, DropoutOp op) : RandomKernel(length, op.Seed, RandomUse.Dropout, counter: 1)
{
    private readonly uint _threshold = (uint)Math.Min(uint.MaxValue, op.Rate * 4294967296.0);
    private readonly float _scale = op.Scale;

    protected override void Apply(long at, int n, uint* words, in KernelArguments arguments) =>
        Apply(arguments.Inputs[0] + at, arguments.Outputs[0] + at, words, n);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Apply(float* x, float* y, uint* words, int n)
    {
        int i = 0;
        Vector256<uint> threshold = Vector256.Create(_threshold);
        Vector256<float> scale = Vector256.Create(_scale);
        for (; i + 8 <= n; i += 8)
        {
            Vector256<float> keep = Vector256.GreaterThanOrEqual(Vector256.Load(words + i), threshold).AsSingle();
            ((Vector256.Load(x + i) * scale) & keep).Store(y + i);
        }
        for (; i < n; i++)
            y[i] = words[i] >= _threshold ? x[i] * _scale : 0;
    }
}
