namespace Keratin.Layers;

/// <summary>Masks of scores: 1 where a query may see a value, else 0.</summary>
internal static class AttentionMasks
{
    /// <summary>Values up to the query's own position, <c>(1, Tq, Tv)</c>; null while a length is unknown, as only shapes matter then.</summary>
    public static KerasTensor? Causal(int queries, int values) =>
        IsKnown(queries, values) ? Rows(queries).GreaterEqual(Columns(values)) : null;

    /// <summary>Values less than <paramref name="window"/> positions away on either side, <c>(1, Tq, Tv)</c>; null while a length is unknown.</summary>
    public static KerasTensor? Window(int queries, int values, int window) =>
        IsKnown(queries, values) ? Ops.Constant(window).Greater((Rows(queries) - Columns(values)).Absolute()) : null;

    /// <summary>Where all masks say 1; null where there are none.</summary>
    public static KerasTensor? All(IEnumerable<KerasTensor?> masks)
    {
        KerasTensor[] given = [.. masks.OfType<KerasTensor>()];
        return given.Length == 0 ? null : given.Aggregate((all, mask) => all.LogicalAnd(mask));
    }

    /// <summary>Gives a mask the scores' rank, with axes of length 1 before those of queries and values.</summary>
    /// <param name="who">The layer, for messages.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="rank">Rank of the scores.</param>
    /// <param name="axes">Number of axes of queries and values together.</param>
    public static KerasTensor Expand(string who, KerasTensor mask, int rank, int axes)
    {
        if (mask.Rank < axes || mask.Rank > rank)
            throw new ShapeException(who, $"a mask of rank {axes} to {rank}, the last {axes} axes those of queries and keys", $"{mask.Shape}");
        while (mask.Rank < rank)
            mask = mask.ExpandDims(mask.Rank - axes);
        return mask;
    }

    private static bool IsKnown(int queries, int values) => queries != Shape.Unknown && values != Shape.Unknown;

    private static KerasTensor Rows(int count) => Ops.Arange(count).Reshape([1, count, 1]);

    private static KerasTensor Columns(int count) => Ops.Arange(count).Reshape([1, 1, count]);
}
