using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Takes elements, rows or slices along an axis by their index: <c>y[…, j, …] = x[…, indices[j], …]</c>.</summary>
    /// <remarks>
    /// Indices are cut to whole numbers; -1 is the last element. An index outside the axis gives NaN and no gradient, as Keras on JAX does:
    /// a batch with a wrong word shows, and no memory is touched. The gradient adds up, in the order of the indices, what was taken more than once.
    /// </remarks>
    /// <param name="x">What is taken from.</param>
    /// <param name="indices">Whole numbers, of any shape.</param>
    /// <param name="axis">The axis of x that the indices count along; in its place the result has the axes of <paramref name="indices"/>.</param>
    /// <example><code>KerasTensor vectors = Ops.Take(embeddings, words, axis: 0);   // (1000, 64), (None, 7) -> (None, 7, 64)</code></example>
    public static KerasTensor Take(this KerasTensor x, KerasTensor indices, int axis = 0) =>
        KerasTensor.Of(new TakeOp(Axes.Normalize(axis, x.Rank, "Take")), x, indices);
}

internal sealed record TakeOp(int Axis) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => [.. inputs[0][..Axis], .. inputs[1], .. inputs[0][(Axis + 1)..]];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new TakeGradientOp(result.Inputs[0].Shape, Axis), gradient, result.Inputs[1]), null];
}

/// <summary>Adds rows into zeros at the places that indices name: inputs gradient and indices, result of shape <paramref name="Target"/>.</summary>
internal sealed record TakeGradientOp(Shape Target, int Axis) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Shape expected = [.. Target[..Axis], .. inputs[1], .. Target[(Axis + 1)..]];
        return inputs[0] == expected ? Target : throw new ShapeException(Name, $"a gradient of shape {expected}", $"{inputs[0]}");
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient.Take(result.Inputs[1], Axis), null];
}
