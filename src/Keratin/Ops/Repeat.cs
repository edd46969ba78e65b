namespace Keratin;

public static partial class Ops
{
    /// <summary>Each element of an axis so many times, one after the other: <c>a b</c> becomes <c>a a b b</c>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="repeats">How many times, at least 1.</param>
    /// <param name="axis">Which axis.</param>
    public static KerasTensor Repeat(this KerasTensor x, int repeats, int axis)
    {
        int along = Axes.Normalize(axis, x.Rank, "Repeat");
        if (Require.Positive(repeats) == 1)
            return x;
        int length = x.Shape[along];
        Shape before = x.Shape[..(along + 1)], after = x.Shape[(along + 1)..];
        KerasTensor repeated = x.Reshape([.. before, 1, .. after]).BroadcastTo([.. before, repeats, .. after]);
        return repeated.Reshape(x.Shape.With(along, length == Shape.Unknown ? length : checked(length * repeats)));
    }

    /// <summary>The whole so many times along each axis: <c>a b</c> becomes <c>a b a b</c>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="repeats">How many times, at least 1, for each axis; for fewer numbers than axes the last axes, for more axes are added in front.</param>
    public static KerasTensor Tile(this KerasTensor x, params ReadOnlySpan<int> repeats)
    {
        while (x.Rank < repeats.Length)
            x = x.ExpandDims(0);
        int first = x.Rank - repeats.Length;
        for (int i = 0; i < repeats.Length; i++)
        {
            int axis = first + i, times = Require.Positive(repeats[i]), length = x.Shape[axis];
            Shape before = x.Shape[..axis], after = x.Shape[axis..];
            if (times > 1)
            {
                x = x.Reshape([.. before, 1, .. after]).BroadcastTo([.. before, times, .. after])
                    .Reshape(x.Shape.With(axis, length == Shape.Unknown ? length : checked(length * times)));
            }
        }
        return x;
    }
}
