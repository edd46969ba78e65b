using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Uniform numbers in [0, 1): the upper 24 bits of an element's random word.</summary>
internal sealed unsafe class RandomUniformKernel(long length, RandomUniformOp op) : RandomKernel(length, op.Seed, RandomUse.Uniform, counter: 0)
{
    protected override void Apply(long at, int n, uint* words, in KernelArguments arguments)
    {
        float* y = arguments.Outputs[0] + at;
        int i = 0;
        Vector256<float> unit = Vector256.Create(1f / (1 << 24));
        for (; i + 8 <= n; i += 8)
            (Vector256.ConvertToSingle((Vector256.Load(words + i) >> 8).AsInt32()) * unit).Store(y + i);
        for (; i < n; i++)
            y[i] = Philox.ToUnit(words[i]);
    }
}
