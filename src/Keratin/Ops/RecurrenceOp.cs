using Keratin.Graph;

namespace Keratin;

/// <summary>A recurrent cell over all time steps of a sequence, as one operation.</summary>
/// <remarks>
/// <para><b>Inputs</b> x (batch, time, gates · units), what each step's own input adds to the gates; the recurrent kernel (units, gates · units);
/// for some cells a recurrent bias (gates · units); the states before the first step, (batch, units) each; where there is a mask, (batch, time):
/// steps where it is 0 leave the states as they are.</para>
/// <para><b>Results</b> the first state after each step, (batch, time, units), at the step's own place in time also when it goes backwards; the states
/// after the last step; then, with <paramref name="Saves"/>, what the gradient wants to see again.</para>
/// <para>Primitive because unrolled it is some twenty operations a step, whose numbers all go through memory, and a plan as long as the sequence: an
/// LSTM of 128 units over 28 steps took several times as long. Rows of a batch do not meet, so that each task goes through time by itself.</para>
/// </remarks>
/// <param name="Backwards">Whether the last step comes first.</param>
/// <param name="HasMask">Whether the last input is a mask.</param>
/// <param name="Saves">Whether a gradient is going to be taken.</param>
internal abstract record RecurrenceOp(bool Backwards, bool HasMask, bool Saves) : Op
{
    /// <summary>How many times as wide as the units x and the recurrent kernel are.</summary>
    public abstract int Gates { get; }

    /// <summary>How many states there are.</summary>
    public abstract int States { get; }

    /// <summary>Whether there is a recurrent bias.</summary>
    public virtual bool HasBias => false;

    /// <summary>Where the states begin among the inputs.</summary>
    public int FirstState => HasBias ? 3 : 2;

    /// <summary>Width, in units, of each sequence that is saved.</summary>
    public abstract IntList Saved { get; }

    internal override int ResultCount => 1 + States + (Saves ? Saved.Count : 0);

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (x, kernel) = (inputs[0], inputs[1]);
        int units = kernel.Rank == 2 ? kernel[0] : 0;
        bool fits = x.Rank == 3 && kernel.Rank == 2 && kernel[1] == Gates * units && x[2] == kernel[1]
            && inputs.Length == FirstState + States + (HasMask ? 1 : 0);
        for (int i = FirstState; fits && i < FirstState + States; i++)
            fits = inputs[i].Rank == 2 && inputs[i][1] == units;
        return fits ? [x[0], x[1], units]
            : throw new ShapeException(
                Name, $"x (batch, time, {Gates} · units), kernel (units, {Gates} · units), {States} states (batch, units)", string.Join(", ", inputs.ToArray().Select(s => $"{s}")));
    }

    internal override Shape InferResult(int result, ReadOnlySpan<Shape> inputs)
    {
        Shape sequence = Infer(inputs);
        return result == 0 ? sequence
            : result <= States ? [sequence[0], sequence[2]]
            : sequence.With(2, Saved[result - 1 - States] * sequence[2]);
    }

    /// <summary>All results.</summary>
    public static KerasTensor[] Of(RecurrenceOp op, params IReadOnlyList<KerasTensor> inputs)
    {
        KerasTensor node = KerasTensor.Of(op, [.. inputs]);
        return [.. Enumerable.Range(0, op.ResultCount).Select(result => OutputOp.Of(node, result))];
    }

    /// <summary>The op of the gradient; which gradients are given says each bit from the first.</summary>
    private protected abstract RecurrenceGradientOp Gradient(int given);

    // What the gradient gives beyond those of x and of the states, as gradients of kernel and bias.
    private protected virtual (KerasTensor Kernel, KerasTensor? Bias) WeightGradients(KerasTensor before, KerasTensor dx, KerasTensor? inner) =>
        (before.MatMul(true, Rows(dx), false), null);

    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients)
    {
        if (gradients.Skip(1 + States).Any(gradient => gradient is not null))
            throw SecondDerivative.Missing(node);
        // In a prediction nothing was saved, so it is done once more: for pictures of what a model looks at.
        KerasTensor full = Saves ? node : KerasTensor.Of(this with { Saves = true }, [.. node.Inputs]);
        KerasTensor sequence = OutputOp.Of(full, 0);
        KerasTensor[] saved = [.. Enumerable.Range(0, Saved.Count).Select(i => OutputOp.Of(full, 1 + States + i))];
        KerasTensor[] mask = HasMask ? [node.Inputs[^1]] : [], given = [.. gradients.Take(1 + States).OfType<KerasTensor>()];
        KerasTensor[] states = [.. node.Inputs.Skip(FirstState).Take(States)];
        int bits = Enumerable.Range(0, 1 + States).Sum(i => gradients[i] is null ? 0 : 1 << i);
        RecurrenceGradientOp op = Gradient(bits);
        KerasTensor gradient = KerasTensor.Of(op, [node.Inputs[1], .. states, sequence, .. saved, .. mask, .. given]);
        KerasTensor dx = OutputOp.Of(gradient, 0);
        KerasTensor? inner = op.ResultCount > 1 + States ? OutputOp.Of(gradient, 1 + States) : null;
        var (kernel, bias) = WeightGradients(Rows(Before(sequence, states[0])), dx, inner);
        KerasTensor?[] biases = HasBias ? [bias] : [], masks = new KerasTensor?[mask.Length];
        return [dx, kernel, .. biases, .. states.Select((_, i) => OutputOp.Of(gradient, 1 + i)), .. masks];
    }

    /// <summary>A sequence with all steps of all samples as rows of a matrix.</summary>
    private protected static KerasTensor Rows(KerasTensor sequence) => sequence.Reshape([Shape.Unknown, sequence.Shape[2]]);

    // The state that each step began with.
    private KerasTensor Before(KerasTensor sequence, KerasTensor first)
    {
        int time = sequence.Shape[1];
        KerasTensor begin = first.Reshape([first.Shape[0], 1, first.Shape[1]]);
        return time == 1 ? begin
            : Backwards ? Ops.Concatenate([sequence.Slice(1, 1, time - 1), begin], 1)
            : Ops.Concatenate([begin, sequence.Slice(1, 0, time - 1)], 1);
    }
}
