using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Takes elements along an axis, other ones in each row: <c>y[…, j] = x[…, indices[…, j]]</c>.</summary>
    /// <remarks>Indices are read as <see cref="Take"/> reads them.</remarks>
    /// <param name="x">What is taken from.</param>
    /// <param name="indices">Whole numbers; but for the axis of x's shape, or of length 1.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor TakeAlongAxis(this KerasTensor x, KerasTensor indices, int axis)
    {
        axis = Axes.Normalize(axis, x.Rank, "TakeAlongAxis");
        if (indices.Rank != x.Rank)
            throw new ShapeException("TakeAlongAxis", $"indices of rank {x.Rank}, as {x.Shape} has", $"{indices.Shape}");
        x = x.SwapAxes(axis, -1);
        indices = indices.SwapAxes(axis, -1);
        Shape rows = Shape.Broadcast(x.Shape[..^1], indices.Shape[..^1])
            ?? throw new ShapeException("TakeAlongAxis", "rows that broadcast", $"{x.Shape} and {indices.Shape}");
        x = x.BroadcastTo([.. rows, x.Shape[^1]]);
        indices = indices.BroadcastTo([.. rows, indices.Shape[^1]]);
        return KerasTensor.Of(new TakeAlongLastOp(), x, indices).SwapAxes(axis, -1);
    }
}

/// <summary>Takes elements of each row by its own indices.</summary>
internal sealed record TakeAlongLastOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0][..^1] == inputs[1][..^1]
        ? inputs[1]
        : throw new ShapeException(Name, "as many rows of indices as of elements", $"{inputs[0]} and {inputs[1]}");

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new TakeAlongLastGradientOp(result.Inputs[0].Shape[^1]), gradient, result.Inputs[1]), null];
}

/// <summary>Adds the elements of each row into zeros at the places that its indices name: inputs gradient and indices.</summary>
internal sealed record TakeAlongLastGradientOp(int Length) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0] == inputs[1]
        ? inputs[0].With(-1, Length)
        : throw new ShapeException(Name, "a gradient for each index", $"{inputs[0]} and {inputs[1]}");

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new TakeAlongLastOp(), gradient, result.Inputs[1]), null];
}
