using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Joins tensors of one shape along a new axis.</summary>
    /// <param name="x">At least one.</param>
    /// <param name="axis">Where the new axis stands in the result.</param>
    public static KerasTensor Stack(IReadOnlyList<KerasTensor> x, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfZero(x.Count, nameof(x));
        int at = Axes.Normalize(axis, x[0].Rank + 1, "Stack");
        return Concatenate([.. x.Select(part => part.ExpandDims(at))], at);
    }

    /// <summary>Takes an axis apart into tensors without it.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="axis">Which axis.</param>
    public static IReadOnlyList<KerasTensor> Unstack(this KerasTensor x, int axis = 0)
    {
        int along = Axes.Normalize(axis, x.Rank, "Unstack");
        return [.. x.Split(x.Shape[along], along).Select(part => part.Squeeze(along))];
    }

    /// <summary>Cuts an axis into equal parts.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="sections">How many parts; the axis' length is a multiple of it.</param>
    /// <param name="axis">Which axis.</param>
    /// <exception cref="ShapeException">The length is no multiple, or not known.</exception>
    public static IReadOnlyList<KerasTensor> Split(this KerasTensor x, int sections, int axis = 0)
    {
        int along = Axes.Normalize(axis, x.Rank, "Split"), length = x.Shape[along];
        if (length == Shape.Unknown || sections < 1 || length % sections != 0)
            throw new ShapeException("Split", $"a known multiple of {sections} at axis {axis}", $"{x.Shape}");
        if (sections == 1)
            return [x];
        KerasTensor parts = KerasTensor.Of(new SplitOp(along, sections), x);
        return [.. Enumerable.Range(0, sections).Select(i => OutputOp.Of(parts, i))];
    }

    /// <summary>Cuts an axis at given places: <c>[2, 5]</c> gives the parts 0 … 1, 2 … 4 and 5 … end.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="indices">First index of each part but the first, ascending.</param>
    /// <param name="axis">Which axis.</param>
    public static IReadOnlyList<KerasTensor> Split(this KerasTensor x, IReadOnlyList<int> indices, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(indices);
        int along = Axes.Normalize(axis, x.Rank, "Split"), length = x.Shape[along];
        if (length == Shape.Unknown)
            throw new ShapeException("Split", $"a known length at axis {axis}", $"{x.Shape}");
        int[] starts = [0, .. indices], ends = [.. indices, length];
        return [.. starts.Select((start, i) => x.Slice(along, start, ends[i] - start))];
    }
}

/// <summary>Cuts an axis into equal parts, all of them at once.</summary>
/// <remarks>
/// Primitive because of its gradient, which joins those of the parts. Parts taken by themselves each have a gradient as large as the whole, nearly all
/// of it zeros, and those are added up: of 500 time steps a cell spent most of its time on that.
/// </remarks>
internal sealed record SplitOp(int Axis, int Sections) : Op
{
    internal override int ResultCount => Sections;

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        int length = inputs[0][Axis];
        return length != Shape.Unknown && length % Sections == 0 ? inputs[0].With(Axis, length / Sections)
            : throw new ShapeException(Name, $"a known multiple of {Sections} at axis {Axis}", $"{inputs[0]}");
    }

    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients)
    {
        int part = node.Shape[Axis], given = gradients.Count(gradient => gradient is not null);
        if (given > 1)
            return [Ops.Concatenate([.. gradients.Select(gradient => gradient ?? Ops.Zeros(node.Shape))], Axis)];
        int only = Enumerable.Range(0, Sections).First(i => gradients[i] is not null);
        return [gradients[only]!.Pad(Axis, only * part, (Sections - 1 - only) * part)];
    }
}
