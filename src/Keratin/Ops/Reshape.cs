using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The same elements in row-major order under another shape.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="shape">The new shape; one length may be unknown and follows from the others.</param>
    /// <exception cref="ShapeException">The number of elements differs.</exception>
    public static KerasTensor Reshape(this KerasTensor x, Shape shape) => x.Shape == shape ? x : KerasTensor.Of(new ReshapeOp(shape), x);
}

internal sealed record ReshapeOp(Shape Target) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Shape input = inputs[0];
        if (Target.Count(length => length == Shape.Unknown) > 1)
            throw new ShapeException(Name, "at most one unknown length", $"{Target}");
        if (!input.IsKnown)
            return Target;
        if (Target.IsKnown)
            return Target.Elements == input.Elements ? Target : throw Mismatch(input);

        int unknown = Target.ToList().IndexOf(Shape.Unknown);
        long others = Target.Where(length => length != Shape.Unknown).Aggregate(1L, (product, length) => product * length);
        if (others == 0)
            return input.Elements == 0 ? Target.With(unknown, 0) : throw Mismatch(input);
        return input.Elements % others == 0 ? Target.With(unknown, checked((int)(input.Elements / others))) : throw Mismatch(input);
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient.Reshape(result.Inputs[0].Shape)];

    private ShapeException Mismatch(Shape input) => new(Name, $"{Target}, of as many elements as the input", $"{input}");
}
