namespace Keratin;

/// <summary>Reads axes as users write them: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis as a number from 0.</summary>
    public static int Normalize(int axis, int rank, string who) =>
        axis >= -rank && axis < rank ? (axis < 0 ? axis + rank : axis)
        : throw new ShapeException(who, $"an axis from {-rank} to {rank - 1}", $"axis {axis}");

    /// <summary>Sorted axes from 0, each once; none at all means all.</summary>
    public static IntList Normalize(ReadOnlySpan<int> axes, int rank, string who)
    {
        if (axes.Length == 0)
            return [.. Enumerable.Range(0, rank)];
        int[] sorted = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            sorted[i] = Normalize(axes[i], rank, who);
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (sorted[earlier] == sorted[i])
                    throw new ShapeException(who, "each axis once", $"axis {axes[i]} twice");
            }
        }
        Array.Sort(sorted);
        return [.. sorted];
    }

    /// <summary>The shape after adding up along axes.</summary>
    public static Shape Reduce(Shape shape, IntList axes, bool keepDims)
    {
        var lengths = new List<int>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!axes.Contains(axis))
                lengths.Add(shape[axis]);
            else if (keepDims)
                lengths.Add(1);
        }
        return [.. lengths];
    }

    /// <summary>Brings the axes side by side, where a kernel takes them as one; the order of the others stays.</summary>
    public static (KerasTensor X, IntList Axes) SideBySide(KerasTensor x, IntList axes)
    {
        bool isTogether = axes.Count == 0 || axes[^1] - axes[0] == axes.Count - 1;
        if (isTogether)
            return (x, axes);
        int[] kept = [.. Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis))];
        return (x.Transpose([.. kept, .. axes]), [.. Enumerable.Range(kept.Length, axes.Count)]);
    }
}
