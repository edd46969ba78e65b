namespace Keratin;

public static partial class Ops
{
    /// <summary>Reverses the order of the elements along axes.</summary>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="axes">Which axes; none means all.</param>
    public static KerasTensor Flip(this KerasTensor x, params ReadOnlySpan<int> axes)
    {
        foreach (int axis in Axes.Normalize(axes, x.Rank, "Flip"))
        {
            int length = x.Shape[axis] != Shape.Unknown ? x.Shape[axis] : throw new ShapeException("Flip", $"a known length at axis {axis}", $"{x.Shape}");
            x = x.Take(Constant(Enumerable.Range(0, length).Select(i => (float)(length - 1 - i)).ToArray().ToTensor([length])), axis);
        }
        return x;
    }

    /// <summary>Moves the elements along an axis; those that leave at its end come in again at its beginning.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="shift">How far; negative moves towards the beginning.</param>
    /// <param name="axis">Which axis.</param>
    public static KerasTensor Roll(this KerasTensor x, int shift, int axis)
    {
        int along = Axes.Normalize(axis, x.Rank, "Roll"), length = x.Shape[along];
        if (length == Shape.Unknown)
            throw new ShapeException("Roll", $"a known length at axis {axis}", $"{x.Shape}");
        int start = length == 0 ? 0 : ((shift % length) + length) % length;
        return start == 0 ? x : Concatenate([x.Slice(along, length - start, start), x.Slice(along, 0, length - start)], along);
    }
}
