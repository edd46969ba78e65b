namespace Keratin;

public static partial class Ops
{
    /// <summary>Binary cross-entropy, mean along an axis: <c>mean(-y · ln p - (1 - y) · ln(1 - p))</c>.</summary>
    /// <param name="target">0 or 1, or probabilities; of the output's shape, the last axis may be missing where its length is 1.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">Whether <paramref name="output"/> holds logits. Probabilities that come straight from a sigmoid are treated as its
    /// logits, which is the same but within 1e-7 of 0 and 1 and keeps its digits; others are kept 1e-7 from 0 and 1.</param>
    /// <param name="labelSmoothing">Part of each target that is moved to one half: <c>y · (1 - s) + s / 2</c>.</param>
    /// <param name="axis">Along which axis the mean is taken.</param>
    /// <returns>The output's shape without that axis.</returns>
    public static KerasTensor BinaryCrossentropy(
        KerasTensor target, KerasTensor output, bool fromLogits = false, float labelSmoothing = 0, int axis = -1)
    {
        (target, output) = LossInputs.SameShape("BinaryCrossentropy", target, output);
        target = LossInputs.Smooth(target, labelSmoothing, classes: 2);
        KerasTensor? logits = fromLogits ? output : output.Op is SigmoidOp ? output.Inputs[0] : null;
        KerasTensor losses = logits is null ? OfProbabilities(target, output) : LossInputs.SoftplusMinus(logits, target * logits);
        return losses.Mean([axis]);
    }

    // -y · ln p - (1 - y) · ln(1 - p)
    private static KerasTensor OfProbabilities(KerasTensor target, KerasTensor output)
    {
        KerasTensor p = output.Clip(Epsilon, 1 - Epsilon);
        return -((target * p.Log()) + ((1 - target) * (1 - p).Log()));
    }
}
