using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Joins tensors along an axis.</summary>
    /// <param name="tensors">At least one; equal in all other lengths.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Concatenate(IReadOnlyList<KerasTensor> tensors, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentOutOfRangeException.ThrowIfZero(tensors.Count, nameof(tensors));
        return KerasTensor.Of(new ConcatenateOp(Axes.Normalize(axis, tensors[0].Rank, "Concatenate")), [.. tensors]);
    }
}

internal sealed record ConcatenateOp(int Axis) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Shape shape = inputs[0];
        foreach (Shape other in inputs[1..])
        {
            if (other.Rank != shape.Rank || !Fits(shape, other))
                throw new ShapeException(Name, $"all lengths but that of axis {Axis} equal", string.Join(" and ", inputs.ToArray().Select(s => $"{s}")));
            bool isUnknown = shape[Axis] == Shape.Unknown || other[Axis] == Shape.Unknown;
            shape = shape.With(Axis, isUnknown ? Shape.Unknown : checked(shape[Axis] + other[Axis]));
        }
        return shape;
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var parts = new KerasTensor?[result.Inputs.Count];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            int length = result.Inputs[i].Shape[Axis];
            parts[i] = gradient.Slice(Axis, start, length);
            start += length;
        }
        return parts;
    }

    private bool Fits(Shape x, Shape y)
    {
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (axis != Axis && x[axis] != y[axis] && x[axis] != Shape.Unknown && y[axis] != Shape.Unknown)
                return false;
        }
        return true;
    }
}
