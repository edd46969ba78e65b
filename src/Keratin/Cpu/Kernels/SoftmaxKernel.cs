namespace Keratin.Cpu.Kernels;

/// <summary>Softmax of each row: <c>exp(x - max) / Σ exp(x - max)</c>.</summary>
/// <remarks>A block of rows is shifted first, then one call takes all its exponentials: rows of ten would not fill registers.</remarks>
internal sealed unsafe class SoftmaxKernel(int rows, int columns) : Kernel
{
    private readonly int _rowsPerTask = SoftmaxRows.PerTask(columns);

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = task * _rowsPerTask, count = Math.Min(_rowsPerTask, rows - first);
        float* x = arguments.Inputs[0] + ((long)first * columns);
        float* y = arguments.Outputs[0] + ((long)first * columns);
        SoftmaxRows.Exponentials(x, y, count, columns, null);
        for (int row = 0; row < count; row++)
        {
            float* p = y + ((long)row * columns);
            float sum = SoftmaxRows.Sum(p, columns);
            for (int i = 0; i < columns; i++)
                p[i] /= sum;
        }
    }
}
