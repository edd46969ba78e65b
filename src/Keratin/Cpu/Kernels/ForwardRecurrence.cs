namespace Keratin.Cpu.Kernels;

/// <summary>A recurrent cell, step by step: <c>h·R</c> for a block of rows, then the cell's formula for each of them.</summary>
internal abstract unsafe class ForwardRecurrence(RecurrenceOp op, Shape sequence, SimdWidth width) : RecurrenceKernel(
    sequence, op.Backwards, op.HasMask ? op.FirstState + op.States : -1, new PackedMatrix(sequence[2], op.Gates * sequence[2], isTransposed: false, width))
{
    // The widths of a step's numbers in units: of x and of the product, and of each sequence that is saved.
    private readonly int _gates = op.Gates, _states = op.States, _firstState = op.FirstState;
    private readonly int[] _saved = op.Saves ? [.. op.Saved] : [];

    protected override int MatrixInput => 1;

    protected override int RowScratch => (_gates + _states) * Units;

    protected override void RunRows(int first, int end, in KernelArguments arguments)
    {
        int rows = end - first, block = rows * Units;
        float* product = arguments.Scratch, states = product + (block * _gates);
        for (int s = 0; s < _states; s++)
            Copy(arguments.Inputs[_firstState + s] + ((long)first * Units), states + (s * block), block);
        for (int step = 0; step < Time; step++)
        {
            Matrix.Multiply(states, rows, arguments.Workspace, product, accumulates: false);
            for (int row = 0; row < rows; row++)
                Advance(((long)(first + row) * Time) + TimeOf(step), product + (row * _gates * Units), states + (row * Units), block, in arguments);
        }
        for (int s = 0; s < _states; s++)
            Copy(states + (s * block), arguments.Outputs[1 + s] + ((long)first * Units), block);
    }

    /// <summary>The cell's formula for one row.</summary>
    /// <param name="product">h·R.</param>
    /// <param name="x">What the step adds.</param>
    /// <param name="states">The first state; each further one lies <paramref name="stride"/> behind. They take their new values.</param>
    /// <param name="stride">From one state to the next.</param>
    /// <param name="saved">Where the cell's gates go; null if nobody wants them.</param>
    /// <param name="arguments">The kernel's, for a bias.</param>
    protected abstract void Step(float* product, float* x, float* states, int stride, float* saved, in KernelArguments arguments);

    private void Advance(long at, float* product, float* states, int stride, in KernelArguments arguments)
    {
        if (IsOn(at, in arguments))
        {
            float* gates = _saved.Length == 0 ? null : arguments.Outputs[_states + _saved.Length] + (at * _saved[^1] * Units);
            Step(product, arguments.Inputs[0] + (at * _gates * Units), states, stride, gates, in arguments);
        }
        Copy(states, arguments.Outputs[0] + (at * Units), Units);
        // All but the gates are further states.
        for (int s = 1; s < _saved.Length; s++)
            Copy(states + (s * stride), arguments.Outputs[_states + s] + (at * Units), Units);
    }
}
