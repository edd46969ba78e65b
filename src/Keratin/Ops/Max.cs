using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Largest element along axes.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Max(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        IntList wanted = Axes.Normalize(axes, x.Rank, "Max");
        var (moved, together) = Axes.SideBySide(x, wanted);
        KerasTensor result = KerasTensor.Of(new MaxOp(together, keepDims && ReferenceEquals(moved, x)), moved);
        return ReferenceEquals(moved, x) || !keepDims ? result : result.Reshape(Axes.Reduce(x.Shape, wanted, keepDims: true));
    }

    /// <summary>Largest element along one axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Max(this KerasTensor x, int axis, bool keepDims = false) => x.Max([axis], keepDims);
}

internal sealed record MaxOp(IntList Axes, bool KeepDims) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Keratin.Axes.Reduce(inputs[0], Axes, KeepDims);

    // The largest element gets the gradient; equal ones share it.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor x = result.Inputs[0];
        Shape kept = Keratin.Axes.Reduce(x.Shape, Axes, keepDims: true);
        KerasTensor isLargest = x.Equal(result.Reshape(kept));
        return [isLargest * (gradient.Reshape(kept) / isLargest.Sum(Axes.AsSpan(), keepDims: true))];
    }
}
