namespace Keratin.Cpu.Kernels;

/// <summary>The recursion of connectionist temporal classification for one sample, in logarithms and in double.</summary>
/// <remarks>
/// <para><b>State.</b> <c>Emit(n)</c>: the logarithm of the probability of all beginnings that end in label n itself. <c>Blank(n)</c>: of those that
/// have spelled n labels and stand in a blank, or before the first step. A state is Blank(0 … labels), then Emit(0 … labels - 1).</para>
/// <para><b>Unlikely.</b> Stands for the logarithm of 0, and is what a transition costs that is not allowed. Finite as in Keras, so that labels
/// that do not fit into the steps have a finite loss.</para>
/// </remarks>
internal readonly unsafe struct CtcRow(float* logits, float* labels, int count, int steps, int classes, int blank)
{
    private const double Unlikely = -1e5;

    /// <summary>Labels of the sample.</summary>
    public int Count => count;

    /// <summary>Steps of the sample.</summary>
    public int Steps => steps;

    /// <summary>Numbers of a state.</summary>
    public static int Width(int labels) => (2 * labels) + 1;

    /// <summary>A length as an index into memory: lengths come as data.</summary>
    public static int Length(float given, int most) => given >= 0 ? (int)Math.Min(given, most) : 0;

    /// <summary>The state before the first step.</summary>
    public void Begin(double* state)
    {
        new Span<double>(state, Width(count)).Fill(Unlikely);
        state[0] = 0;
    }

    /// <summary>ln Σ exp of a step's logits.</summary>
    public double LogSum(int step)
    {
        float* x = logits + ((long)step * classes);
        double largest = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < classes; k++)
            largest = Math.Max(largest, x[k]);
        for (int k = 0; k < classes; k++)
            sum += Math.Exp(x[k] - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>The logarithm of the blank's probability.</summary>
    public double LogBlank(int step, double logSum) => logits[((long)step * classes) + blank] - logSum;

    /// <summary>The logarithm of the probability of label n; NaN where there is no such class.</summary>
    public double LogLabel(int step, int n, double logSum) =>
        labels[n] >= 0 && labels[n] < classes ? logits[((long)step * classes) + (int)labels[n]] - logSum : double.NaN;

    /// <summary>Class of label n.</summary>
    public int Class(int n) => (int)labels[n];

    /// <summary>What it costs to go on from label n without a blank: a label that is said twice needs one between.</summary>
    public double WithoutBlank(int n) => IsRepeated(n) ? Unlikely : 0;

    /// <summary>
    /// What it costs to go on from label n through this step's blank; where it need not be one, <see cref="WithoutBlank"/> has counted that.
    /// </summary>
    public double ThroughBlank(int n) => IsRepeated(n) ? 0 : Unlikely;

    /// <summary>Blank(0 … labels), where the labels that may go on without a blank have done so.</summary>
    public void GoOn(double* state, double* ready)
    {
        double* emit = state + count + 1;
        ready[0] = state[0];
        for (int n = 0; n < count; n++)
            ready[n + 1] = Add(state[n + 1], emit[n] + WithoutBlank(n));
    }

    /// <summary>One step of time.</summary>
    /// <param name="step">Which.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="after">Gets the state after it.</param>
    /// <param name="ready">Memory for one number more than there are labels.</param>
    public void Step(int step, double* before, double* after, double* ready)
    {
        double logSum = LogSum(step), logBlank = LogBlank(step, logSum);
        double* emit = before + count + 1, nextEmit = after + count + 1;
        GoOn(before, ready);
        after[0] = ready[0] + logBlank;
        for (int n = 0; n < count; n++)
        {
            nextEmit[n] = Add(ready[n], emit[n]) + LogLabel(step, n, logSum);
            after[n + 1] = Add(ready[n + 1], emit[n] + ThroughBlank(n)) + logBlank;
        }
    }

    /// <summary>The logarithm of the probability of all labels, after the last step.</summary>
    public double End(double* state) => count == 0 ? state[0] : Add(state[count], state[(2 * count)]);

    /// <summary>ln(eˣ + eʸ).</summary>
    public static double Add(double x, double y)
    {
        // e⁻⁴⁰ beside 1 is nothing in a double, and most sums here are of something and nothing.
        double larger = Math.Max(x, y), less = Math.Abs(x - y);
        return less > 40 ? larger : larger + Math.Log(1 + Math.Exp(-less));
    }

    private bool IsRepeated(int n) => n + 1 < count && labels[n] == labels[n + 1];
}
