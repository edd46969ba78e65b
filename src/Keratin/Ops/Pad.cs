using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Puts zeros before and after the elements of an axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis.</param>
    /// <param name="before">How many zeros before.</param>
    /// <param name="after">How many zeros after.</param>
    public static KerasTensor Pad(this KerasTensor x, int axis, int before, int after) =>
        before == 0 && after == 0 ? x : KerasTensor.Of(new PadOp(Axes.Normalize(axis, x.Rank, "Pad"), before, after), x);
}

internal sealed record PadOp(int Axis, int Before, int After) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        if (Before < 0 || After < 0)
            throw new ShapeException(Name, "at least 0 zeros on each side", $"{Before} before, {After} after");
        int length = inputs[0][Axis];
        return inputs[0].With(Axis, length == Shape.Unknown ? length : checked(Before + length + After));
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [gradient.Slice(Axis, Before, result.Inputs[0].Shape[Axis])];
}
