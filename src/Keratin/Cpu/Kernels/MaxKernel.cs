namespace Keratin.Cpu.Kernels;

/// <summary>Largest along the middle of three axes: <c>y[a, b] = max_r x[a, r, b]</c>; NaN where there is one.</summary>
internal sealed unsafe class MaxKernel(int a, int r, int b) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, r * b));

    public override int Tasks(int phase) => (a + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(a, (task + 1) * _rowsPerTask); row++)
        {
            float* x = arguments.Inputs[0] + ((long)row * r * b);
            var y = new Span<float>(arguments.Outputs[0] + ((long)row * b), b);
            if (b == 1)
            {
                y[0] = TensorPrimitives.Max(new ReadOnlySpan<float>(x, r));
                continue;
            }
            new ReadOnlySpan<float>(x, b).CopyTo(y);
            for (int i = 1; i < r; i++)
                TensorPrimitives.Max(y, new ReadOnlySpan<float>(x + ((long)i * b), b), y);
        }
    }
}
