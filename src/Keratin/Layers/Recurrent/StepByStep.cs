namespace Keratin.Layers;

/// <summary>A cell over a sequence, one step after the other: each becomes nodes of its own.</summary>
internal static class StepByStep
{
    // A number in a file must not make a graph without end.
    private const int MostSteps = 1 << 16;

    /// <summary>Takes all steps.</summary>
    /// <param name="who">The cell, for messages.</param>
    /// <param name="call">The sequence.</param>
    /// <param name="x">What is taken apart into steps: the sequence, or what was made of it for all steps together.</param>
    /// <param name="step">What happens to a step's part of x and to states: the output, then the new states.</param>
    public static SequenceResult Run(string who, SequenceCall call, KerasTensor x, Func<KerasTensor, IReadOnlyList<KerasTensor>, IReadOnlyList<KerasTensor>> step)
    {
        if (call.Time < 1)
            throw new ShapeException(who, "at least one time step", $"{call.X.Shape}");
        if (call.Time > MostSteps)
        {
            throw new ShapeException(
                who, $"at most {MostSteps} time steps, as each becomes nodes of its own", $"{call.X.Shape}", "LSTM, GRU and SimpleRNN with their default activations take more");
        }
        IReadOnlyList<KerasTensor> states = call.States, parts = x.Unstack(1);
        IReadOnlyList<KerasTensor>? counts = call.Mask?.Split(call.Time, 1);
        var outputs = new List<KerasTensor>();
        for (int i = 0; i < call.Time; i++)
        {
            int t = call.Backwards ? call.Time - 1 - i : i;
            IReadOnlyList<KerasTensor> results = step(parts[t], states);
            KerasTensor output = results[0];
            IReadOnlyList<KerasTensor> next = [.. results.Skip(1)];
            if (counts is not null)
            {
                KerasTensor isOn = counts[t], otherwise = call.ZeroOutput ? Ops.Constant(0) : outputs.Count > 0 ? outputs[^1] : Before(call, output);
                output = Choose(isOn, output, otherwise);
                next = [.. next.Select((state, s) => Choose(isOn, state, states[s]))];
            }
            outputs.Add(output);
            states = next;
        }
        return new(() => Ops.Stack(outputs, 1), outputs[^1], states);
    }

    // As in Keras' loop the first state stands for the output before the first step; its unrolled form has zeros there.
    private static KerasTensor Before(SequenceCall call, KerasTensor output) =>
        !call.Unroll && call.States[0].Shape == output.Shape ? call.States[0] : output.ZerosLike();

    private static KerasTensor Choose(KerasTensor isOn, KerasTensor x, KerasTensor otherwise)
    {
        for (int rank = 2; rank < x.Rank; rank++)
            isOn = isOn.ExpandDims(-1);
        return isOn.Where(x, otherwise);
    }
}
