using Keratin.Graph;

namespace Keratin;

/// <summary>An operation on each element by itself; operands broadcast by NumPy's rules. Chains of them are fused into one pass.</summary>
internal abstract record ElementwiseOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Shape shape = inputs[0];
        foreach (Shape other in inputs[1..])
            shape = Shape.Broadcast(shape, other) ?? throw Mismatch(inputs);
        return shape;
    }

    private ShapeException Mismatch(ReadOnlySpan<Shape> inputs) => new(
        Name,
        "shapes that broadcast: aligned at the last axis, lengths are equal or 1",
        string.Join(" and ", inputs.ToArray().Select(shape => $"{shape}")));
}
