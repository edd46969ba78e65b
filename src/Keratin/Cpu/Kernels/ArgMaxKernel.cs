namespace Keratin.Cpu.Kernels;

/// <summary>Index of the largest along the middle of three axes, of equals the first; a NaN counts as largest, as in NumPy.</summary>
internal sealed unsafe class ArgMaxKernel(int a, int r, int b) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, r * b));

    public override int Tasks(int phase) => (a + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(a, (task + 1) * _rowsPerTask); row++)
        {
            float* x = arguments.Inputs[0] + ((long)row * r * b);
            float* y = arguments.Outputs[0] + ((long)row * b);
            for (int column = 0; column < b; column++)
                y[column] = Best(x + column);
        }
    }

    private int Best(float* x)
    {
        int best = 0;
        for (int i = 1; i < r; i++)
        {
            float value = x[(long)i * b], largest = x[(long)best * b];
            if (value > largest || (float.IsNaN(value) && !float.IsNaN(largest)))
                best = i;
        }
        return best;
    }
}
