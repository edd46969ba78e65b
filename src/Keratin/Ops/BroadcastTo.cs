using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Repeats axes of length 1, and adds axes in front, until the shape is reached.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="shape">The shape to reach.</param>
    public static KerasTensor BroadcastTo(this KerasTensor x, Shape shape) => x.Shape == shape ? x : KerasTensor.Of(new BroadcastToOp(shape), x);
}

/// <summary>Element-wise with one operand: the result's shape is larger, and each element is copied.</summary>
internal sealed record BroadcastToOp(Shape Target) : ElementwiseOp
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Shape.Broadcast(inputs[0], Target) == Target
        ? Target
        : throw new ShapeException(Name, $"a shape that broadcasts to {Target}", $"{inputs[0]}");

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient];
}
