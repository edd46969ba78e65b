using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The largest elements of each row of the last axis, largest first, and where they stand; of equals the first comes first.</summary>
    /// <param name="x">Operand; a NaN is smaller than everything.</param>
    /// <param name="k">How many, at most the length of the last axis.</param>
    /// <returns>Values, and indices, which have no gradient; the last axis has length k.</returns>
    public static (KerasTensor Values, KerasTensor Indices) TopK(this KerasTensor x, int k)
    {
        KerasTensor indices = KerasTensor.Of(new TopKOp(Require.Positive(k)), x);
        return (x.TakeAlongAxis(indices, -1), indices);
    }
}

/// <summary>Indices of the largest elements along the last axis.</summary>
internal sealed record TopKOp(int K) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0].Rank >= 1 && K <= inputs[0][^1]
        ? [.. inputs[0][..^1], K]
        : throw new ShapeException(Name, $"a last axis of at least {K}", $"{inputs[0]}");
}
