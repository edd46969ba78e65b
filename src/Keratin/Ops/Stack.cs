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
        int part = length / sections;
        return [.. Enumerable.Range(0, sections).Select(i => x.Slice(along, i * part, part))];
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
