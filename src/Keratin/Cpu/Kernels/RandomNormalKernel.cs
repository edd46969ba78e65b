namespace Keratin.Cpu.Kernels;

/// <summary>Standard normal numbers by Box and Muller's transform: <c>√(-2 ln(1 - u)) · cos 2πv</c> and, with the same u and v, <c>… · sin 2πv</c>.</summary>
/// <remarks>
/// Word 0 of a block is u and word 1 is v for the elements that these words belong to, the first of which takes the cosine; words 2 and 3
/// alike. In double, as the logarithm of a float near 1 loses digits; the numbers are the same at any width of SIMD.
/// </remarks>
internal sealed unsafe class RandomNormalKernel(long length, RandomNormalOp op) : RandomKernel(length, op.Seed, RandomUse.Normal, counter: 0)
{
    private const int Lane = PhiloxSegment.Length / 4;

    protected override void Apply(long at, int n, uint* words, in KernelArguments arguments)
    {
        float* y = arguments.Outputs[0] + at;
        for (int first = 0; first < n; first += 2 * Lane)
        {
            for (int i = first; i < Math.Min(n, first + Lane); i++)
            {
                // 1 - u lies in (0, 1], so the logarithm is finite.
                double radius = Math.Sqrt(-2 * Math.Log(1.0 - Philox.ToUnit(words[i])));
                var (sine, cosine) = Math.SinCos(2 * Math.PI * Philox.ToUnit(words[i + Lane]));
                y[i] = (float)(radius * cosine);
                if (i + Lane < n)
                    y[i + Lane] = (float)(radius * sine);
            }
        }
    }
}
