namespace Keratin.Cpu.Kernels;

/// <summary>Connectionist temporal classification, a sample a task: the recursion over time, of which two states are kept.</summary>
/// <param name="batch">Samples.</param>
/// <param name="steps">Steps of the longest sample.</param>
/// <param name="classes">Classes, the blank among them.</param>
/// <param name="labels">Labels of the longest sample.</param>
/// <param name="blank">Index of the blank.</param>
internal sealed unsafe class CtcLossKernel(int batch, int steps, int classes, int labels, int blank) : Kernel
{
    // Two states and what GoOn fills, in doubles.
    public override int Scratch => checked(sizeof(double) / sizeof(float) * ((2 * CtcRow.Width(labels)) + labels + 1));

    public override int Tasks(int phase) => batch;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var row = new CtcRow(
            arguments.Inputs[0] + ((long)task * steps * classes), arguments.Inputs[1] + ((long)task * labels),
            CtcRow.Length(arguments.Inputs[2][task], labels), CtcRow.Length(arguments.Inputs[3][task], steps), classes, blank);
        double* state = (double*)arguments.Scratch, other = state + CtcRow.Width(labels), ready = other + CtcRow.Width(labels);
        row.Begin(state);
        for (int step = 0; step < row.Steps; step++)
        {
            row.Step(step, state, other, ready);
            double* swap = state;
            state = other;
            other = swap;
        }
        arguments.Outputs[0][task] = (float)-row.End(state);
    }
}
