namespace Keratin.Cpu.Kernels;

/// <summary>Running sums along the middle of three axes, see <see cref="CumsumOp"/>: in order, so that element i is what summing the first i gives.</summary>
internal sealed unsafe class CumsumKernel(int outer, int length, int inner, bool isReverse) : Kernel
{
    private readonly int _perTask = (int)Math.Max(1, 16384 / Math.Max(1, (long)length * inner));

    public override int Tasks(int phase) => (outer + _perTask - 1) / _perTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int o = task * _perTask; o < Math.Min(outer, (task + 1) * _perTask); o++)
        {
            long start = (long)o * length * inner;
            float* x = arguments.Inputs[0] + start, y = arguments.Outputs[0] + start;
            for (int i = 0; i < length; i++)
            {
                long at = (long)(isReverse ? length - 1 - i : i) * inner, before = isReverse ? at + inner : at - inner;
                var row = new ReadOnlySpan<float>(x + at, inner);
                var sum = new Span<float>(y + at, inner);
                if (i == 0)
                    row.CopyTo(sum);
                else
                    TensorPrimitives.Add(row, new ReadOnlySpan<float>(y + before, inner), sum);
            }
        }
    }
}
