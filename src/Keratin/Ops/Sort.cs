using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The indices that bring an axis into ascending order; equal elements keep theirs, NaN comes last. It has no gradient.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Argsort(this KerasTensor x, int axis = -1) => Argsort(x, axis, isDescending: false);

    /// <summary>The elements in ascending order along an axis; NaN comes last.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Sort(this KerasTensor x, int axis = -1) => x.TakeAlongAxis(x.Argsort(axis), axis);

    /// <summary>The largest elements along the last axis, the largest first, and their indices; of equals the first comes first.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="k">How many.</param>
    public static (KerasTensor Values, KerasTensor Indices) TopK(this KerasTensor x, int k)
    {
        KerasTensor indices = Argsort(x, -1, isDescending: true).Slice(-1, 0, Require.Positive(k));
        return (x.TakeAlongAxis(indices, -1), indices);
    }

    private static KerasTensor Argsort(KerasTensor x, int axis, bool isDescending) =>
        AlongLast(x, Axes.Normalize(axis, x.Rank, "Argsort"), y => KerasTensor.Of(new ArgsortOp(isDescending), y));
}

/// <summary>The stable order of each row.</summary>
internal sealed record ArgsortOp(bool IsDescending) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0].Rank >= 1 ? inputs[0] : throw new ShapeException(Name, "at least one axis", $"{inputs[0]}");
}
