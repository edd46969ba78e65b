namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Categorical cross-entropy that counts what is recognized already for less: <c>Σ α · (1 - p)^γ · -y · ln p</c> along the axis of classes.
    /// </summary>
    /// <remarks>T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár: "Focal loss for dense object detection", ICCV 2017.</remarks>
    /// <param name="target">One-hot or soft, of the output's shape.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="alpha">Weight of all classes, or one for each; 0.25 where none is given.</param>
    /// <param name="gamma">How much less what is recognized counts; 0 leaves the cross-entropy.</param>
    /// <param name="fromLogits">Whether <paramref name="output"/> holds logits, not probabilities.</param>
    /// <param name="labelSmoothing">Part of each target that is spread evenly over the classes: <c>y · (1 - s) + s / classes</c>.</param>
    /// <param name="axis">Axis of the classes; it disappears.</param>
    /// <returns>The output's shape without that axis.</returns>
    /// <exception cref="ShapeException">The shapes differ, or the number of weights is neither 1 nor that of the classes.</exception>
    public static KerasTensor CategoricalFocalCrossentropy(
        KerasTensor target, KerasTensor output, ReadOnlySpan<float> alpha = default, float gamma = 2, bool fromLogits = false,
        float labelSmoothing = 0, int axis = -1)
    {
        const string Who = "CategoricalFocalCrossentropy";
        (target, output) = LossInputs.SameShape(Who, target, output);
        axis = Axes.Normalize(axis, output.Rank, Who);
        int classes = output.Shape[axis];
        target = LossInputs.Smooth(target, labelSmoothing, classes);
        KerasTensor p = ClippedProbabilities(fromLogits ? output.Softmax(axis) : output, axis);
        KerasTensor factor = LossInputs.Power(1 - p, gamma) * ClassWeights(Who, alpha, output.Shape, axis);
        return (factor * -target * p.Log()).Sum([axis]);
    }

    private static KerasTensor ClassWeights(string who, ReadOnlySpan<float> alpha, Shape output, int axis)
    {
        if (alpha.Length <= 1)
            return Constant(alpha.Length == 0 ? 0.25f : alpha[0]);
        if (alpha.Length != output[axis])
            throw new ShapeException(who, $"one weight, or one for each of the {output[axis]} classes", $"{alpha.Length} weights");
        return Constant(alpha.ToArray().ToTensor([alpha.Length])).Reshape([alpha.Length, .. Enumerable.Repeat(1, output.Rank - 1 - axis)]);
    }
}
