using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Connectionist temporal classification: the negative logarithm of the probability that a sequence of outputs, with repetitions and blanks
    /// taken out, spells the labels. Keras' <c>losses.ctc</c>: all steps count, label 0 is the blank and fills up what is shorter.
    /// </summary>
    /// <param name="target">Class indices <c>(batch, labels)</c>, from 1; 0 behind the last one.</param>
    /// <param name="output">Logits <c>(batch, time, classes)</c>.</param>
    /// <returns>One number a sample, shape <c>(batch,)</c>.</returns>
    public static KerasTensor Ctc(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        RequireSequences(target.Shape, output.Shape);
        KerasTensor lengths = (1 - target.Equal(Constant(0))).Sum([-1]);
        return CtcLoss(target, output, lengths, Constant(output.Shape[1]).BroadcastTo([output.Shape[0]]));
    }

    /// <summary>Connectionist temporal classification of sequences of various lengths: Keras' <c>ops.ctc_loss</c>.</summary>
    /// <remarks>
    /// A. Graves, S. Fernández, F. Gomez, J. Schmidhuber: "Connectionist temporal classification", ICML 2006. Labels that do not fit into the
    /// steps cost about 1e5 for each that is missing, as in Keras, instead of infinity.
    /// </remarks>
    /// <param name="target">Class indices <c>(batch, labels)</c>.</param>
    /// <param name="output">Logits <c>(batch, time, classes)</c>.</param>
    /// <param name="targetLength">How many labels of each row count, <c>(batch,)</c>.</param>
    /// <param name="outputLength">How many steps of each row count, <c>(batch,)</c>.</param>
    /// <param name="maskIndex">Index of the blank.</param>
    /// <returns>One number a sample, shape <c>(batch,)</c>.</returns>
    public static KerasTensor CtcLoss(
        KerasTensor target, KerasTensor output, KerasTensor targetLength, KerasTensor outputLength, int maskIndex = 0) =>
        KerasTensor.Of(new CtcLossOp(maskIndex), output, target, targetLength, outputLength);

    internal static void RequireSequences(Shape target, Shape output)
    {
        if (target.Rank != 2 || output.Rank != 3 || target[0] != output[0])
            throw new ShapeException("Ctc", "class indices (batch, labels) and logits (batch, time, classes)", $"{target} and {output}");
    }
}

/// <summary>Forward recursion over time in logarithms; inputs logits, labels, their lengths, and those of the outputs.</summary>
/// <remarks>Primitive because composed each step of time is a dozen operations on a handful of numbers.</remarks>
internal sealed record CtcLossOp(int MaskIndex) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (logits, labels) = (inputs[0], inputs[1]);
        Ops.RequireSequences(labels, logits);
        if (MaskIndex < 0 || MaskIndex >= logits[2])
            throw new ShapeException(Name, $"a blank among the {logits[2]} classes", $"index {MaskIndex}");
        return inputs[2].Rank == 1 && inputs[2] == inputs[3] && inputs[2][0] == logits[0]
            ? inputs[2]
            : throw new ShapeException(Name, $"lengths ({logits[0]},) of labels and of outputs", $"{inputs[2]} and {inputs[3]}");
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new CtcLossGradientOp(MaskIndex), [.. result.Inputs, gradient]), null, null, null];
}

/// <summary>
/// <c>(softmax(x) · Σₖ γₜ(k) - γₜ(k)) · g</c>, where γ is the probability that step t emits class k, given the labels; inputs those of
/// <see cref="CtcLossOp"/> and the gradient of each sample's loss.
/// </summary>
internal sealed record CtcLossGradientOp(int MaskIndex) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
