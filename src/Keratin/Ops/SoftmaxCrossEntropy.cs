using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Keras' fuzz factor: probabilities are kept this far from 0 and 1 before their logarithm is taken.</summary>
    public const float Epsilon = 1e-7f;

    /// <summary>Categorical cross-entropy of each sample, <c>-Σ y · ln p</c> along the axis of classes.</summary>
    /// <param name="target">Probabilities of the classes, usually one-hot, of the output's shape.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">Whether <paramref name="output"/> holds logits. Probabilities that come straight from a softmax are treated as
    /// its logits, which is the same but for <c>p &lt; 1e-7</c> and keeps its digits; others are divided by their sum and clipped.</param>
    /// <param name="labelSmoothing">Part of each target that is spread evenly over the classes: <c>y · (1 - s) + s / classes</c>.</param>
    /// <param name="axis">Axis of the classes; it disappears.</param>
    /// <returns>The output's shape without that axis.</returns>
    public static KerasTensor CategoricalCrossentropy(
        KerasTensor target, KerasTensor output, bool fromLogits = false, float labelSmoothing = 0, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (target.Shape != output.Shape)
            throw new ShapeException(
                "CategoricalCrossentropy", $"targets of the output's shape {output.Shape}", $"{target.Shape}", ClassHint(target.Shape, output.Shape));
        axis = Axes.Normalize(axis, output.Rank, "CategoricalCrossentropy");
        target = LossInputs.Smooth(target, labelSmoothing, output.Shape[axis]);
        if (Logits(output, fromLogits, axis) is { } logits)
            return KerasTensor.Of(new SoftmaxCrossEntropyOp(), LossInputs.ToLast(logits, axis), LossInputs.ToLast(target, axis));
        return -(target * ClippedProbabilities(output, axis).Log()).Sum([axis]);
    }

    /// <summary>Sparse categorical cross-entropy of each sample, <c>-ln p[y]</c>.</summary>
    /// <remarks>An index that is no class gives NaN for logits and 0 for probabilities; <c>Fit</c> and <c>Evaluate</c> refuse it before.</remarks>
    /// <param name="target">Index of the class: the output's shape without the axis of classes.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">As for <see cref="CategoricalCrossentropy"/>.</param>
    /// <param name="ignoreClass">An index that stands for no class, such as 255 for what lies between two: its loss is 0.</param>
    /// <param name="axis">Axis of the classes; it disappears.</param>
    /// <returns>The output's shape without that axis.</returns>
    public static KerasTensor SparseCategoricalCrossentropy(
        KerasTensor target, KerasTensor output, bool fromLogits = false, int? ignoreClass = null, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        axis = Axes.Normalize(axis, output.Rank, "SparseCategoricalCrossentropy");
        target = LossInputs.Indices("SparseCategoricalCrossentropy", target, output, axis);
        KerasTensor? logits = Logits(output, fromLogits, axis);
        KerasTensor rows = LossInputs.ToLast(logits ?? output, axis);
        if (ignoreClass is not { } ignored)
            return OfIndices(target, rows, logits is not null);
        // What is ignored gets a harmless row: a NaN there must not reach the weights, not even times 0.
        KerasTensor isValid = 1 - target.Equal(Constant(ignored));
        rows = isValid.Reshape([.. isValid.Shape, 1]).Where(rows, Constant(1));
        return isValid.Where(OfIndices(isValid.Where(target, Constant(0)), rows, logits is not null), Constant(0));
    }

    // Classes are the last axis.
    private static KerasTensor OfIndices(KerasTensor target, KerasTensor rows, bool areLogits) => areLogits
        ? KerasTensor.Of(new SparseSoftmaxCrossEntropyOp(), rows, target)
        : -(target.OneHot(rows.Shape[^1]) * ClippedProbabilities(rows, -1).Log()).Sum([-1]);

    // A softmax along another axis than the last stands between two transpositions.
    private static KerasTensor? Logits(KerasTensor output, bool fromLogits, int axis) => output.Op switch
    {
        _ when fromLogits => output,
        SoftmaxOp when axis == output.Rank - 1 => output.Inputs[0],
        TransposeOp moved when output.Inputs[0].Op is SoftmaxOp && moved.Axes[axis] == output.Rank - 1 =>
            output.Inputs[0].Inputs[0].Transpose(moved.Axes.AsSpan()),
        _ => null,
    };

    private static KerasTensor ClippedProbabilities(KerasTensor p, int axis) => (p / p.Sum([axis], keepDims: true)).Clip(Epsilon, 1 - Epsilon);

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

    // With p = softmax(x), s = Σy and u the gradient: on x that of the softmax for u · s · g, on y (Σ u p - u) · g, on g Σ u · (p s - y).
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (logits, target) = (result.Inputs[0], result.Inputs[1]);
        KerasTensor g = result.Inputs[2].Reshape([.. result.Inputs[2].Shape, 1]), p = logits.Softmax(), sum = target.Sum([-1], keepDims: true);
        KerasTensor mean = (gradient * p).Sum([-1], keepDims: true);
        return [p * (gradient - mean) * sum * g, (mean - gradient) * g, (gradient * ((p * sum) - target)).Sum([-1])];
    }
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

    // As that of targets of which one is 1.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor logits = result.Inputs[0], g = result.Inputs[2].Reshape([.. result.Inputs[2].Shape, 1]), p = logits.Softmax();
        KerasTensor mean = (gradient * p).Sum([-1], keepDims: true);
        return [p * (gradient - mean) * g, null, (gradient * (p - result.Inputs[1].OneHot(logits.Shape[^1]))).Sum([-1])];
    }
}
