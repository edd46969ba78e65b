namespace Keratin;

public static partial class Ops
{
    /// <summary>Brings an axis to another place; the order of the others stays.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="destination">Where it shall be.</param>
    public static KerasTensor MoveAxis(this KerasTensor x, int source, int destination)
    {
        int from = Axes.Normalize(source, x.Rank, "MoveAxis"), to = Axes.Normalize(destination, x.Rank, "MoveAxis");
        List<int> order = [.. Enumerable.Range(0, x.Rank)];
        order.RemoveAt(from);
        order.Insert(to, from);
        return from == to ? x : x.Transpose([.. order]);
    }

    /// <summary>Exchanges two axes.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis1">One.</param>
    /// <param name="axis2">The other.</param>
    public static KerasTensor SwapAxes(this KerasTensor x, int axis1, int axis2)
    {
        int first = Axes.Normalize(axis1, x.Rank, "SwapAxes"), second = Axes.Normalize(axis2, x.Rank, "SwapAxes");
        int[] order = [.. Enumerable.Range(0, x.Rank)];
        (order[first], order[second]) = (order[second], order[first]);
        return first == second ? x : x.Transpose(order);
    }
}
