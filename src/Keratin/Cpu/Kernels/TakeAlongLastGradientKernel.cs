namespace Keratin.Cpu.Kernels;

/// <summary>Adds the elements of each row to the places its indices name, see <see cref="TakeAlongLastGradientOp"/>.</summary>
internal sealed unsafe class TakeAlongLastGradientKernel(int rows, int length, int count) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, count + length));

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(rows, (task + 1) * _rowsPerTask); row++)
        {
            float* g = arguments.Inputs[0] + ((long)row * count), indices = arguments.Inputs[1] + ((long)row * count);
            float* y = arguments.Outputs[0] + ((long)row * length);
            new Span<float>(y, length).Clear();
            for (int j = 0; j < count; j++)
            {
                int place = IndexOf.Place(indices[j], length);
                if (place >= 0)
                    y[place] += g[j];
            }
        }
    }
}
