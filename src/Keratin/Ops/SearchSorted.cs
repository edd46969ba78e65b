using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Where each value belongs in a sorted sequence: how many of its numbers are smaller. It has no gradient.</summary>
    /// <param name="sequence">Numbers in ascending order, shape <c>(length,)</c>.</param>
    /// <param name="values">Values, of any shape; NaN is larger than nothing.</param>
    /// <param name="right">Whether numbers equal to the value are counted too.</param>
    /// <returns>Whole numbers from 0 to the length, of the values' shape.</returns>
    public static KerasTensor SearchSorted(this KerasTensor sequence, KerasTensor values, bool right = false) =>
        KerasTensor.Of(new SearchSortedOp(right), sequence, values);
}

/// <summary>Binary search; inputs the sequence and the values.</summary>
/// <remarks>
/// Primitive because composed it compares each value with each number, and writes the answers down: 200 thresholds of a curve, 200 times the
/// memory.
/// </remarks>
internal sealed record SearchSortedOp(bool Right) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0].Rank == 1 ? inputs[1] : throw new ShapeException(Name, "a sequence (length,)", $"{inputs[0]}");
}
