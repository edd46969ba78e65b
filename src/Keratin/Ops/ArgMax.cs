using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Index of the largest element along an axis; of equals the first. It has no gradient.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; it disappears.</param>
    public static KerasTensor ArgMax(this KerasTensor x, int axis = -1) => KerasTensor.Of(new ArgMaxOp(Axes.Normalize(axis, x.Rank, "ArgMax")), x);
}

internal sealed record ArgMaxOp(int Axis) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Axes.Reduce(inputs[0], [Axis], keepDims: false);
}
