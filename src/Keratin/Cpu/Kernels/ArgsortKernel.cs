namespace Keratin.Cpu.Kernels;

/// <summary>The stable order of each row by merging, see <see cref="ArgsortOp"/>; NaN last.</summary>
internal sealed unsafe class ArgsortKernel(int rows, int columns) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 4096 / Math.Max(1, columns));

    // Indices as integers, and room to merge them into.
    public override int Scratch => checked(2 * columns);

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int* order = (int*)arguments.Scratch, room = order + columns;
        for (int row = task * _rowsPerTask; row < Math.Min(rows, (task + 1) * _rowsPerTask); row++)
        {
            float* x = arguments.Inputs[0] + ((long)row * columns), y = arguments.Outputs[0] + ((long)row * columns);
            for (int i = 0; i < columns; i++)
                order[i] = i;
            int* sorted = Sort(x, order, room);
            for (int i = 0; i < columns; i++)
                y[i] = sorted[i];
        }
    }

    // Runs of 1, 2, 4 … sorted elements are merged from one memory into the other.
    private int* Sort(float* x, int* from, int* to)
    {
        for (long run = 1; run < columns; run *= 2)
        {
            for (long first = 0; first < columns; first += 2 * run)
                Merge(x, from, to, (int)first, (int)Math.Min(first + run, columns), (int)Math.Min(first + (2 * run), columns));
            int* merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    private void Merge(float* x, int* from, int* to, int left, int middle, int end)
    {
        int right = middle;
        for (int i = left, l = left; i < end; i++)
        {
            bool takesRight = l == middle || (right < end && IsBefore(x[from[right]], x[from[l]]));
            to[i] = takesRight ? from[right++] : from[l++];
        }
    }

    private static bool IsBefore(float x, float y) => x < y || (float.IsNaN(y) && !float.IsNaN(x));
}
