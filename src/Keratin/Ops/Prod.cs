namespace Keratin;

public static partial class Ops
{
    /// <summary>Product along axes.</summary>
    /// <remarks>Halves are multiplied by each other until one element is left: the gradient is right also where there are zeros.</remarks>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Prod(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        IntList along = Axes.Normalize(axes, x.Rank, "Prod");
        Shape reduced = Axes.Reduce(x.Shape, along, keepDims);
        foreach (int axis in along)
            x = ProductAlong(x, axis);
        return x.Reshape(reduced);
    }

    /// <summary>Product along one axis.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Prod(this KerasTensor x, int axis, bool keepDims = false) => x.Prod([axis], keepDims);

    private static KerasTensor ProductAlong(KerasTensor x, int axis)
    {
        if (x.Shape[axis] == Shape.Unknown)
            throw new ShapeException("Prod", "known lengths along the axes", $"{x.Shape}", "the batch is unknown while a model is described; use it in Call");
        if (x.Shape[axis] == 0)
            return Constant(1).BroadcastTo(x.Shape.With(axis, 1));
        for (int length = x.Shape[axis]; length > 1; length = (length + 1) / 2)
        {
            int half = length / 2;
            KerasTensor product = x.Slice(axis, 0, half) * x.Slice(axis, half, half);
            x = length % 2 == 0 ? product : Concatenate([product, x.Slice(axis, length - 1, 1)], axis);
        }
        return x;
    }
}
