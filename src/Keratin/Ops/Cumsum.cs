using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Running sum along an axis: element i is the sum of the elements up to i.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis.</param>
    public static KerasTensor Cumsum(this KerasTensor x, int axis) =>
        KerasTensor.Of(new CumsumOp(Axes.Normalize(axis, x.Rank, "Cumsum"), IsReverse: false), x);

    /// <summary>Running product along an axis: element i is the product of the elements up to i.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="axis">Which axis.</param>
    public static KerasTensor Cumprod(this KerasTensor x, int axis)
    {
        axis = Axes.Normalize(axis, x.Rank, "Cumprod");
        // Each round multiplies by what lies twice as far behind (Hillis and Steele 1986): zeros are no exception for the gradient.
        for (int distance = 1; distance < x.Shape[axis]; distance *= 2)
        {
            KerasTensor later = x.Slice(axis, distance, x.Shape[axis] - distance) * x.Slice(axis, 0, x.Shape[axis] - distance);
            x = Concatenate([x.Slice(axis, 0, distance), later], axis);
        }
        return x;
    }
}

/// <summary>Running sum along an axis, from its end if reversed.</summary>
internal sealed record CumsumOp(int Axis, bool IsReverse) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];

    // x_i goes into all sums from i on.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new CumsumOp(Axis, !IsReverse), gradient)];
}
