namespace Keratin.Cpu.Kernels;

/// <summary>Gradient of connectionist temporal classification on the logits, a sample a task.</summary>
/// <remarks>
/// All states of the recursion are kept and gone through backwards. What flows back into a state is the share that the beginnings of that state
/// have in the probability of the labels; all shares of a step add up to 1.
/// </remarks>
/// <inheritdoc cref="CtcLossKernel"/>
internal sealed unsafe class CtcLossGradientKernel(int batch, int steps, int classes, int labels, int blank) : Kernel
{
    private readonly int _width = CtcRow.Width(labels);

    // A state before each step and after the last, the shares of one state and of the one before it, and what GoOn fills with its shares; in doubles.
    public override int Scratch => checked(sizeof(double) / sizeof(float) * (((steps + 3) * _width) + (2 * (labels + 1))));

    public override int Tasks(int phase) => batch;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var row = new CtcRow(
            arguments.Inputs[0] + ((long)task * steps * classes), arguments.Inputs[1] + ((long)task * labels),
            CtcRow.Length(arguments.Inputs[2][task], labels), CtcRow.Length(arguments.Inputs[3][task], steps), classes, blank);
        double* states = (double*)arguments.Scratch, share = states + ((long)(steps + 1) * _width), ready = share + (2 * _width);
        float* dx = arguments.Outputs[0] + ((long)task * steps * classes);
        new Span<float>(dx, steps * classes).Clear();

        row.Begin(states);
        for (int step = 0; step < row.Steps; step++)
            row.Step(step, states + ((long)step * _width), states + ((long)(step + 1) * _width), ready);
        End(row, states + ((long)row.Steps * _width), share);
        for (int step = row.Steps - 1; step >= 0; step--)
        {
            double logSum = row.LogSum(step);
            float* x = arguments.Inputs[0] + ((((long)task * steps) + step) * classes);
            Emissions(row, share, dx + ((long)step * classes), x, logSum, arguments.Inputs[4][task]);
            Back(row, step, logSum, states + ((long)step * _width), share, share + _width, ready);
            new Span<double>(share + _width, _width).CopyTo(new Span<double>(share, _width));
        }
    }

    // Which states the probability of the labels is made of.
    private void End(in CtcRow row, double* state, double* share)
    {
        new Span<double>(share, _width).Clear();
        double end = row.End(state);
        share[row.Count] = Math.Exp(state[row.Count] - end);
        if (row.Count > 0)
            share[2 * row.Count] = Math.Exp(state[2 * row.Count] - end);
    }

    // (softmax - share of the class) · g; the shares of a step are those of the states after it.
    private void Emissions(in CtcRow row, double* share, float* dx, float* x, double logSum, float g)
    {
        double ofBlank = 0;
        for (int n = 0; n <= row.Count; n++)
            ofBlank += share[n];
        double all = ofBlank;
        for (int n = 0; n < row.Count; n++)
            all += share[row.Count + 1 + n];
        for (int k = 0; k < classes; k++)
            dx[k] = (float)(Math.Exp(x[k] - logSum) * all * g);
        dx[blank] -= (float)(ofBlank * g);
        for (int n = 0; n < row.Count; n++)
        {
            int label = row.Class(n);
            if (label >= 0 && label < classes)
                dx[label] -= (float)(share[row.Count + 1 + n] * g);
        }
    }

    // The shares of the state before a step, from those of the state after it: the same transitions, taken backwards.
    private void Back(in CtcRow row, int step, double logSum, double* before, double* share, double* earlier, double* ready)
    {
        int count = row.Count;
        double* emit = before + count + 1, emitShare = share + count + 1, emitEarlier = earlier + count + 1, readyShare = ready + labels + 1;
        row.GoOn(before, ready);
        new Span<double>(earlier, _width).Clear();
        new Span<double>(readyShare, count + 1).Clear();
        readyShare[0] = share[0];
        for (int n = 0; n < count; n++)
        {
            Split(share[n + 1], ready[n + 1], emit[n] + row.ThroughBlank(n), ref readyShare[n + 1], ref emitEarlier[n]);
            Split(emitShare[n], ready[n], emit[n], ref readyShare[n], ref emitEarlier[n]);
        }
        earlier[0] = readyShare[0];
        for (int n = 0; n < count; n++)
            Split(readyShare[n + 1], before[n + 1], emit[n] + row.WithoutBlank(n), ref earlier[n + 1], ref emitEarlier[n]);
    }

    // A sum's share goes to its two parts as they are large.
    private static void Split(double share, double x, double y, ref double toX, ref double toY)
    {
        double sum = CtcRow.Add(x, y);
        toX += share * Math.Exp(x - sum);
        toY += share * Math.Exp(y - sum);
    }
}
