using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Softmax along an axis: <c>exp(x - max) / Σ exp(x - max)</c>. All results are positive and add up to 1.</summary>
    /// <param name="x">Logits.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Softmax(this KerasTensor x, int axis = -1) =>
        AlongLast(x, Axes.Normalize(axis, x.Rank, "Softmax"), y => KerasTensor.Of(new SoftmaxOp(), y));

    /// <summary>Logarithm of <see cref="Softmax"/>: <c>x - max - ln Σ exp(x - max)</c>, exact where softmax underflows.</summary>
    /// <param name="x">Logits.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor LogSoftmax(this KerasTensor x, int axis = -1)
    {
        int[] along = [axis];
        KerasTensor shifted = x - x.Max(along, keepDims: true);
        return shifted - shifted.Exp().Sum(along, keepDims: true).Log();
    }

    // The kernels work on the last axis; another one is brought there and back.
    private static KerasTensor AlongLast(KerasTensor x, int axis, Func<KerasTensor, KerasTensor> apply)
    {
        if (axis == x.Rank - 1)
            return apply(x);
        int[] swap = [.. Enumerable.Range(0, x.Rank)];
        (swap[axis], swap[^1]) = (swap[^1], swap[axis]);
        return apply(x.Transpose(swap)).Transpose(swap);
    }
}

/// <summary>Softmax along the last axis.</summary>
internal sealed record SoftmaxOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0].Rank >= 1 ? inputs[0] : throw new ShapeException(Name, "at least one axis", $"{inputs[0]}");

    // p = softmax(x):  dL/dx_i = p_i · (g_i - Σ_j g_j p_j).
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [result * (gradient - (gradient * result).Sum([-1], keepDims: true))];
}
