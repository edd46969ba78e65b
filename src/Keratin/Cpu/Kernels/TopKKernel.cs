using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Indices of the k largest of each row, largest first, of equals the first; found by insertion into the list of those so far.</summary>
internal sealed unsafe class TopKKernel(int rows, int columns, int k) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 4096 / Math.Max(1, columns));

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(rows, (task + 1) * _rowsPerTask); row++)
            Row(arguments.Inputs[0] + ((long)row * columns), arguments.Outputs[0] + ((long)row * k));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(float* x, float* best)
    {
        for (int i = 0; i < columns; i++)
        {
            int place = Math.Min(i, k - 1);
            if (i >= k && !IsLess(x[(int)best[place]], x[i]))
                continue;
            for (; place > 0 && IsLess(x[(int)best[place - 1]], x[i]); place--)
                best[place] = best[place - 1];
            best[place] = i;
        }
    }

    private static bool IsLess(float x, float y) => x < y || (float.IsNaN(x) && !float.IsNaN(y));
}
