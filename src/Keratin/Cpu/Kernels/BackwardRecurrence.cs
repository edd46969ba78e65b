namespace Keratin.Cpu.Kernels;

/// <summary>The way back through time: the cell's derivative for each row of a block, then <c>dz·Rᵀ</c> for the block.</summary>
internal abstract unsafe class BackwardRecurrence(RecurrenceGradientOp op, Shape sequence, SimdWidth width) : RecurrenceKernel(
    sequence, op.Backwards, op.Mask, new PackedMatrix(op.Gates * sequence[2], sequence[2], isTransposed: true, width))
{
    private readonly int _gates = op.Gates, _states = op.States, _sequence = op.Sequence;
    private readonly int[] _given = [.. Enumerable.Range(0, 1 + op.States).Select(op.GradientOf)];

    // Gradients on x and, of some cells, on the product: both are results.
    private readonly bool _hasInner = op.ResultCount > 1 + op.States;

    protected override int MatrixInput => 0;

    protected override int RowScratch => (_gates + _states) * Units;

    protected override void RunRows(int first, int end, in KernelArguments arguments)
    {
        int rows = end - first, block = rows * Units;
        float* dz = arguments.Scratch, carried = dz + (block * _gates);
        for (int s = 0; s < _states; s++)
            Begin(_given[1 + s], first, carried + (s * block), block, in arguments);
        for (int step = Time - 1; step >= 0; step--)
        {
            for (int row = 0; row < rows; row++)
                Return(first + row, step, dz + (row * _gates * Units), carried + (row * Units), block, in arguments);
            Matrix.Multiply(dz, rows, arguments.Workspace, carried, accumulates: true);
        }
        for (int s = 0; s < _states; s++)
            Copy(carried + (s * block), arguments.Outputs[1 + s] + ((long)first * Units), block);
    }

    /// <summary>The cell's derivative for one row.</summary>
    /// <param name="now">Where a step's numbers lie, see <see cref="Moment"/>.</param>
    /// <param name="dx">Gets the gradient on x.</param>
    /// <param name="dz">Gets the gradient on the product, dense.</param>
    /// <param name="carried">Gradients on the states after the step, which become those before it, without the way through the product.</param>
    /// <param name="stride">From one state to the next.</param>
    protected abstract void Step(in Moment now, float* dx, float* dz, float* carried, int stride);

    private void Begin(int input, int first, float* carried, int block, in KernelArguments arguments)
    {
        if (input < 0)
            new Span<float>(carried, block).Clear();
        else
            Copy(arguments.Inputs[input] + ((long)first * Units), carried, block);
    }

    private void Return(int row, int step, float* dz, float* carried, int stride, in KernelArguments arguments)
    {
        long at = ((long)row * Time) + TimeOf(step);
        int length = _gates * Units;
        float* dx = arguments.Outputs[0] + (at * length);
        if (_given[0] >= 0)
            Add(arguments.Inputs[_given[0]] + (at * Units), carried, Units);
        if (!IsOn(at, in arguments))
        {
            new Span<float>(dx, length).Clear();
            new Span<float>(dz, length).Clear();
        }
        else
        {
            long before = step == 0 ? -1 : ((long)row * Time) + TimeOf(step - 1);
            Step(new Moment(at, before, row, _sequence, Units, in arguments), dx, dz, carried, stride);
        }
        if (_hasInner)
            Copy(dz, arguments.Outputs[1 + _states] + (at * length), length);
    }

    private static void Add(float* from, float* to, int length) =>
        TensorPrimitives.Add(new ReadOnlySpan<float>(from, length), new ReadOnlySpan<float>(to, length), new Span<float>(to, length));
}
