namespace Keratin.Cpu.Kernels;

/// <summary>Where the numbers of one step of one row lie, for the way back through time.</summary>
/// <param name="at">The step's place among all steps of all rows.</param>
/// <param name="before">That of the step taken before it; -1 at the first.</param>
/// <param name="row">The row.</param>
/// <param name="sequence">Which input is the sequence of the first state; what was saved follows.</param>
/// <param name="units">Floats of a state.</param>
/// <param name="arguments">The kernel's.</param>
internal readonly unsafe struct Moment(long at, long before, int row, int sequence, int units, in KernelArguments arguments)
{
    private readonly float** _inputs = arguments.Inputs;

    /// <summary>A state before the step: the first is the sequence itself, others were saved in their order.</summary>
    public float* Before(int state) => before < 0 ? _inputs[1 + state] + ((long)row * units) : _inputs[sequence + state] + (before * units);

    /// <summary>A state after the step.</summary>
    public float* After(int state) => _inputs[sequence + state] + (at * units);

    /// <summary>The gates, which were saved last.</summary>
    /// <param name="index">How many sequences were saved before them.</param>
    /// <param name="width">Their width in units.</param>
    public float* Gates(int index, int width) => _inputs[sequence + 1 + index] + (at * width * units);
}
