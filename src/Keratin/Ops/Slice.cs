using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>A part of an axis: the elements from <paramref name="start"/> on, <paramref name="length"/> of them; <c>x[.., 1..3]</c> takes parts of several.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis.</param>
    /// <param name="start">First index.</param>
    /// <param name="length">How many.</param>
    public static KerasTensor Slice(this KerasTensor x, int axis, int start, int length) =>
        KerasTensor.Of(new SliceOp(Axes.Normalize(axis, x.Rank, "Slice"), start, length), x);
}

internal sealed record SliceOp(int Axis, int Start, int Length) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        int length = inputs[0][Axis];
        bool fits = Start >= 0 && Length >= 0 && (length == Shape.Unknown || Start <= length - Length);
        return fits ? inputs[0].With(Axis, Length)
            : throw new ShapeException(Name, $"a part of axis {Axis} of {inputs[0]}", $"start {Start}, length {Length}");
    }

    // What was not taken gets no gradient: zeros around it.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [gradient.Pad(Axis, Start, result.Inputs[0].Shape[Axis] - Start - Length)];
}
