namespace Keratin.Cpu.Kernels;

/// <summary>Copies rows by their indices, see <see cref="TakeOp"/>: <c>y[o, j] = x[o, indices[j]]</c>, rows of <c>inner</c> numbers; NaN where there is none.</summary>
internal sealed unsafe class TakeKernel(int outer, int length, int inner, int count) : Kernel
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, inner));

    public override int Tasks(int phase) => (int)(((long)outer * count + _rowsPerTask - 1) / _rowsPerTask);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        long end = Math.Min((long)outer * count, (task + 1L) * _rowsPerTask);
        for (long row = (long)task * _rowsPerTask; row < end; row++)
        {
            var (o, j) = Math.DivRem(row, count);
            int place = IndexOf.Place(arguments.Inputs[1][j], length);
            var y = new Span<float>(arguments.Outputs[0] + (row * inner), inner);
            if (place < 0)
                y.Fill(float.NaN);
            else
                new ReadOnlySpan<float>(arguments.Inputs[0] + (((o * length) + place) * inner), inner).CopyTo(y);
        }
    }
}
