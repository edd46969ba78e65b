namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Binary cross-entropy that counts what is recognized already for less, mean along an axis: <c>mean((1 - pₜ)^γ · -ln pₜ)</c>, where pₜ is the
    /// probability given to what is right.
    /// </summary>
    /// <remarks>T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár: "Focal loss for dense object detection", ICCV 2017.</remarks>
    /// <param name="target">0 or 1, or probabilities; of the output's shape, the last axis may be missing where its length is 1.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="applyClassBalancing">Whether class 1 counts <paramref name="alpha"/> and class 0 counts <c>1 - α</c>.</param>
    /// <param name="alpha">Weight of class 1 where classes are balanced.</param>
    /// <param name="gamma">How much less what is recognized counts; 0 leaves the cross-entropy.</param>
    /// <param name="fromLogits">Whether <paramref name="output"/> holds logits, not probabilities.</param>
    /// <param name="labelSmoothing">Part of each target that is moved to one half: <c>y · (1 - s) + s / 2</c>.</param>
    /// <param name="axis">Along which axis the mean is taken.</param>
    /// <returns>The output's shape without that axis.</returns>
    public static KerasTensor BinaryFocalCrossentropy(
        KerasTensor target, KerasTensor output, bool applyClassBalancing = false, float alpha = 0.25f, float gamma = 2, bool fromLogits = false,
        float labelSmoothing = 0, int axis = -1)
    {
        (target, output) = LossInputs.SameShape("BinaryFocalCrossentropy", target, output);
        target = LossInputs.Smooth(target, labelSmoothing, classes: 2);
        KerasTensor p = fromLogits ? output.Sigmoid() : output;
        KerasTensor right = (target * p) + ((1 - target) * (1 - p));
        KerasTensor losses = LossInputs.Power(1 - right, gamma) * OfProbabilities(target, p);
        if (applyClassBalancing)
            losses = ((target * alpha) + ((1 - target) * Complement.Of(alpha))) * losses;
        return losses.Mean([axis]);
    }
}
