using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The indices that bring an axis into ascending order; equal elements keep theirs, NaN comes last. It has no gradient.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Argsort(this KerasTensor x, int axis = -1) =>
        AlongLast(x, Axes.Normalize(axis, x.Rank, "Argsort"), y => KerasTensor.Of(new ArgsortOp(), y));

    /// <summary>The elements in ascending order along an axis; NaN comes last.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Sort(this KerasTensor x, int axis = -1) => x.TakeAlongAxis(x.Argsort(axis), axis);
}

/// <summary>The stable order of each row.</summary>
internal sealed record ArgsortOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0].Rank >= 1 ? inputs[0] : throw new ShapeException(Name, "at least one axis", $"{inputs[0]}");
}
