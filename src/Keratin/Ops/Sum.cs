using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Sum along axes.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Sum(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        IntList wanted = Axes.Normalize(axes, x.Rank, "Sum");
        var (moved, together) = Axes.SideBySide(x, wanted);
        KerasTensor result = KerasTensor.Of(new SumOp(together, keepDims && ReferenceEquals(moved, x)), moved);
        return ReferenceEquals(moved, x) || !keepDims ? result : result.Reshape(Axes.Reduce(x.Shape, wanted, keepDims: true));
    }

    /// <summary>Sum along one axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Sum(this KerasTensor x, int axis, bool keepDims = false) => x.Sum([axis], keepDims);

    /// <summary>Mean along axes: the sum over the number of elements that went into it.</summary>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Mean(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        IntList normalized = Axes.Normalize(axes, x.Rank, "Mean");
        KerasTensor sum = x.Sum(normalized.AsSpan(), keepDims);
        if (normalized.Any(axis => x.Shape[axis] == Shape.Unknown))
        {
            // Inside of a layer's Call, where a term of the loss is the mean over a batch: what is described has a shape and no numbers.
            return Description.IsOpen ? sum * float.NaN : throw new ShapeException(
                "Mean", "known lengths along the axes", $"{x.Shape}", "the batch is unknown while a model is described; use it in Call");
        }
        return sum * (1f / normalized.Aggregate(1L, (product, axis) => product * x.Shape[axis]));
    }

    /// <summary>Mean along one axis.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Mean(this KerasTensor x, int axis, bool keepDims = false) => x.Mean([axis], keepDims);
}

internal sealed record SumOp(IntList Axes, bool KeepDims) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Keratin.Axes.Reduce(inputs[0], Axes, KeepDims);

    // Each summand gets the gradient of its sum.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        Shape shape = result.Inputs[0].Shape;
        return [gradient.Reshape(Keratin.Axes.Reduce(shape, Axes, keepDims: true)).BroadcastTo(shape)];
    }
}
