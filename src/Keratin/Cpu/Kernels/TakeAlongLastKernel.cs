namespace Keratin.Cpu.Kernels;

/// <summary>Takes elements of each row by its own indices, see <see cref="TakeAlongLastOp"/>; NaN where there is none.</summary>
internal sealed unsafe class TakeAlongLastKernel(int rows, int length, int count) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, count));

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(rows, (task + 1) * _rowsPerTask); row++)
        {
            float* x = arguments.Inputs[0] + ((long)row * length), indices = arguments.Inputs[1] + ((long)row * count);
            float* y = arguments.Outputs[0] + ((long)row * count);
            for (int j = 0; j < count; j++)
            {
                int place = IndexOf.Place(indices[j], length);
                y[j] = place < 0 ? float.NaN : x[place];
            }
        }
    }
}
