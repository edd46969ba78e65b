using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Keras' fuzz factor: probabilities are kept this far from 0 and 1 before their logarithm is taken.</summary>
    public const float Epsilon = 1e-7f;

    /// <summary>Categorical cross-entropy of each sample, <c>-Σ y · ln p</c> along the last axis.</summary>
    /// <param name="target">Probabilities of the classes, usually one-hot, of the output's shape.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">Whether <paramref name="output"/> holds logits. Probabilities that come straight from a softmax are treated as
    /// its logits, which is the same but for <c>p &lt; 1e-7</c> and keeps its digits; others are divided by their sum and clipped.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor CategoricalCrossentropy(KerasTensor target, KerasTensor output, bool fromLogits = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (target.Shape != output.Shape)
            throw new ShapeException(
                "CategoricalCrossentropy", $"targets of the output's shape {output.Shape}", $"{target.Shape}", ClassHint(target.Shape, output.Shape));
        if (Logits(output, fromLogits) is { } logits)
            return KerasTensor.Of(new SoftmaxCrossEntropyOp(), logits, target);
        return -(target * LogProbabilities(output)).Sum([-1]);
    }

    /// <summary>Sparse categorical cross-entropy of each sample, <c>-ln p[y]</c>.</summary>
    /// <param name="target">Index of the class: the output's shape without its last axis.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">As for <see cref="CategoricalCrossentropy"/>.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor SparseCategoricalCrossentropy(KerasTensor target, KerasTensor output, bool fromLogits = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (target.Rank == output.Rank && target.Shape[^1] == 1)
            target = target.Reshape(target.Shape[..^1]);
        if (target.Shape != output.Shape[..^1])
            throw new ShapeException(
                "SparseCategoricalCrossentropy", $"one class index each, {output.Shape[..^1]}", $"{target.Shape}",
                target.Shape == output.Shape ? "the targets look one-hot: use categorical_crossentropy" : null);
        if (Logits(output, fromLogits) is { } logits)
            return KerasTensor.Of(new SparseSoftmaxCrossEntropyOp(), logits, target);
        return -(target.OneHot(output.Shape[^1]) * LogProbabilities(output)).Sum([-1]);
    }

    private static KerasTensor? Logits(KerasTensor output, bool fromLogits) =>
        fromLogits ? output : output.Op is SoftmaxOp ? output.Inputs[0] : null;

    private static KerasTensor LogProbabilities(KerasTensor p) => (p / p.Sum([-1], keepDims: true)).Clip(Epsilon, 1 - Epsilon).Log();

    private static string? ClassHint(Shape target, Shape output) =>
        target == output[..^1] || (target.Rank == output.Rank && target[^1] == 1)
            ? "the targets look like class indices: use sparse_categorical_crossentropy, or Utils.ToCategorical"
            : null;
}

/// <summary><c>-Σ y · ln softmax(x)</c> along the last axis; inputs logits and targets.</summary>
/// <remarks>Primitive because composing it loses digits: <c>ln Σ exp</c> is taken after the maximum is subtracted.</remarks>
internal sealed record SoftmaxCrossEntropyOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0][..^1];

    // L = -Σ y (x - ln Σ eˣ):  dL/dx = softmax(x) · Σy - y,  dL/dy = -ln softmax(x).
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (logits, target) = (result.Inputs[0], result.Inputs[1]);
        return
        [
            KerasTensor.Of(new SoftmaxCrossEntropyGradientOp(), logits, target, gradient),
            -logits.LogSoftmax() * gradient.Reshape([.. gradient.Shape, 1]),
        ];
    }
}

/// <summary><c>(softmax(x) · Σy - y) · g</c>, inputs logits, targets, and the gradient of each sample's loss.</summary>
internal sealed record SoftmaxCrossEntropyGradientOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}

/// <summary><c>-ln softmax(x)[y]</c> along the last axis; inputs logits and class indices.</summary>
internal sealed record SparseSoftmaxCrossEntropyOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0][..^1];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new SparseSoftmaxCrossEntropyGradientOp(), result.Inputs[0], result.Inputs[1], gradient), null];
}

/// <summary><c>(softmax(x) - onehot(y)) · g</c>, inputs logits, class indices, and the gradient of each sample's loss.</summary>
internal sealed record SparseSoftmaxCrossEntropyGradientOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
