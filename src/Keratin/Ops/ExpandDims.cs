namespace Keratin;

public static partial class Ops
{
    /// <summary>Adds an axis of length 1.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Where it stands in the result; -1 is the last place.</param>
    public static KerasTensor ExpandDims(this KerasTensor x, int axis)
    {
        int at = Axes.Normalize(axis, x.Rank + 1, "ExpandDims");
        return x.Reshape([.. x.Shape[..at], 1, .. x.Shape[at..]]);
    }

    /// <summary>Takes axes of length 1 away.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which; none means all of length 1.</param>
    /// <exception cref="ShapeException">One of them is longer.</exception>
    public static KerasTensor Squeeze(this KerasTensor x, params ReadOnlySpan<int> axes)
    {
        IntList away = axes.Length > 0 ? Axes.Normalize(axes, x.Rank, "Squeeze") : [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == 1)];
        foreach (int axis in away)
        {
            if (x.Shape[axis] != 1)
                throw new ShapeException("Squeeze", $"length 1 at axis {axis}", $"{x.Shape}");
        }
        return x.Reshape(Axes.Reduce(x.Shape, away, keepDims: false));
    }
}
