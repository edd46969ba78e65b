namespace Keratin.Cpu.Kernels;

/// <summary>Puts axes in another order: walks the result front to back and gathers.</summary>
internal sealed unsafe class TransposeKernel : Kernel
{
    private readonly int[] _lengths;
    private readonly long[] _strides;
    private readonly long _rows;
    private readonly int _rowsPerTask;

    public TransposeKernel(Shape input, IReadOnlyList<int> axes)
    {
        long[] strides = new long[input.Rank];
        long stride = 1;
        for (int axis = input.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= input[axis];
        }
        _lengths = [.. axes.Select(axis => input[axis])];
        _strides = [.. axes.Select(axis => strides[axis])];
        int last = _lengths.Length == 0 ? 1 : _lengths[^1];
        _rows = last == 0 ? 0 : input.Elements / last;
        _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, last));
    }

    public override int Tasks(int phase) => (int)((_rows + _rowsPerTask - 1) / _rowsPerTask);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int last = _lengths.Length == 0 ? 1 : _lengths[^1];
        long stride = _strides.Length == 0 ? 1 : _strides[^1];
        long end = Math.Min(_rows, (long)(task + 1) * _rowsPerTask);
        for (long row = (long)task * _rowsPerTask; row < end; row++)
        {
            float* x = arguments.Inputs[0] + Start(row);
            float* y = arguments.Outputs[0] + (row * last);
            if (stride == 1)
            {
                new ReadOnlySpan<float>(x, last).CopyTo(new Span<float>(y, last));
                continue;
            }
            for (int i = 0; i < last; i++)
                y[i] = x[i * stride];
        }
    }

    // Where in the input the result's row begins.
    private long Start(long row)
    {
        long position = 0;
        for (int axis = _lengths.Length - 2; axis >= 0; axis--)
        {
            position += row % _lengths[axis] * _strides[axis];
            row /= _lengths[axis];
        }
        return position;
    }
}
