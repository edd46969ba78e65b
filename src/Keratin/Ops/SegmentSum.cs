using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Adds up what belongs together: <c>y[s] = Σ x[i]</c> over all i whose segment is s.</summary>
    /// <param name="x">What is added, shape <c>(n, …)</c>.</param>
    /// <param name="segments">Number of the segment of each row, shape <c>(n,)</c>; a row whose number is none of them is left out.</param>
    /// <param name="numSegments">How many segments there are.</param>
    /// <returns>Shape <c>(numSegments, …)</c>.</returns>
    public static KerasTensor SegmentSum(this KerasTensor x, KerasTensor segments, int numSegments) =>
        KerasTensor.Of(new SegmentSumOp(Require.Positive(numSegments)), x, segments);
}

/// <summary>Sums by segment; inputs the rows and their segments.</summary>
/// <remarks>Primitive because composed it is a product with a one-hot matrix, whose size is that of the rows times that of the segments.</remarks>
internal sealed record SegmentSumOp(int NumSegments) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (x, segments) = (inputs[0], inputs[1]);
        return x.Rank >= 1 && segments.Rank == 1 && x[0] == segments[0]
            ? [NumSegments, .. x[1..]]
            : throw new ShapeException(Name, "rows (n, …) and their segments (n,)", $"{x} and {segments}");
    }

    // Each row gets the gradient of its segment, taken out by a product with its one-hot number.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, segments) = (result.Inputs[0].Shape, result.Inputs[1]);
        int width = checked((int)x[1..].Elements);
        return [segments.OneHot(NumSegments).MatMul(gradient.Reshape([NumSegments, width])).Reshape(x), null];
    }
}
