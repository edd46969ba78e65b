namespace Keratin.Cpu.Kernels;

/// <summary>Softmax of each row: <c>exp(x - max) / Σ exp(x - max)</c>.</summary>
internal sealed unsafe class SoftmaxKernel(int rows, int columns, SimdWidth? width = null) : Kernel
{
    private readonly SoftmaxRows _rows = SoftmaxRows.Create(columns, width);

    public override int Tasks(int phase) => (rows + _rows.PerTask - 1) / _rows.PerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = task * _rows.PerTask, count = Math.Min(_rows.PerTask, rows - first);
        float* x = arguments.Inputs[0] + ((long)first * columns);
        float* y = arguments.Outputs[0] + ((long)first * columns);
        _rows.Exponentials(x, y, count, null);
        for (int row = 0; row < count; row++, y += columns)
            _rows.Divide(y, _rows.Sum(y));
    }
}
