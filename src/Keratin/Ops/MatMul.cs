using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Matrix product <c>x · y</c>, as NumPy's <c>matmul</c>.</summary>
    /// <param name="x">Shape <c>(…, m, k)</c>; or <c>(k,)</c>, which counts as one row that the result does not have.</param>
    /// <param name="y">Shape <c>(…, k, n)</c>; or <c>(k,)</c>, which counts as one column that the result does not have.</param>
    /// <returns>Shape <c>(…, m, n)</c>: a product for each of the matrices, whose axes in front broadcast.</returns>
    /// <exception cref="ShapeException">The inner lengths differ, or an operand is a single number.</exception>
    public static KerasTensor MatMul(this KerasTensor x, KerasTensor y) =>
        (x.Rank, y.Rank) == (2, 2) ? KerasTensor.Of(new MatMulOp(false, false), x, y) : MatMulOfMany(x, y);

    /// <summary>Matrix product for each of a batch: <c>(b, m, k) · (b, k, n)</c>, either of which may come in transposed.</summary>
    internal static KerasTensor BatchMatMul(this KerasTensor x, bool transposeX, KerasTensor y, bool transposeY) =>
        KerasTensor.Of(new BatchMatMulOp(transposeX, transposeY), x, y);

    internal static KerasTensor MatMul(this KerasTensor x, bool transposeX, KerasTensor y, bool transposeY) =>
        KerasTensor.Of(new MatMulOp(transposeX, transposeY), x, y);

    private static KerasTensor MatMulOfMany(KerasTensor x, KerasTensor y)
    {
        if (x.Rank == 0 || y.Rank == 0)
            throw new ShapeException("MatMul", "matrices", $"{x.Shape} · {y.Shape}");
        if (x.Rank == 1)
            return x.ExpandDims(0).MatMul(y).Squeeze(y.Rank == 1 ? 0 : -2);
        if (y.Rank == 1)
            return x.MatMul(y.ExpandDims(1)).Squeeze(-1);
        if (x.Shape[^1] != y.Shape[^2])
            throw MatMulOp.Mismatch(x.Shape, y.Shape);
        Shape matrix = [x.Shape[^2], y.Shape[^1]];
        // Many matrices times one are one matrix of more rows.
        if (y.Rank == 2)
            return x.Reshape([Shape.Unknown, x.Shape[^1]]).MatMul(y).Reshape([.. x.Shape[..^2], .. matrix]);
        Shape batch = Shape.Broadcast(x.Shape[..^2], y.Shape[..^2])
            ?? throw new ShapeException("MatMul", "axes in front of the matrices that broadcast", $"{x.Shape} · {y.Shape}");
        return Together(x, batch).BatchMatMul(false, Together(y, batch), false).Reshape([.. batch, .. matrix]);
    }

    // All axes but those of the matrices as one.
    private static KerasTensor Together(KerasTensor x, Shape batch)
    {
        Shape matrix = x.Shape[^2..];
        return x.BroadcastTo([.. batch, .. matrix]).Reshape([batch.IsKnown ? checked((int)batch.Elements) : Shape.Unknown, .. matrix]);
    }
}

/// <summary>
/// <c>activation(op(x) · op(y) + bias)</c>, where op transposes or not. The bias is a third input and, like the activation, is put in
/// by the fusing pass after gradients were taken.
/// </summary>
internal sealed record MatMulOp(bool TransposeX, bool TransposeY) : Op
{
    public FusedActivation Activation { get; init; }

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (x, y) = (inputs[0], inputs[1]);
        if (x.Rank != 2 || y.Rank != 2 || Inner(x, TransposeX) != Inner(y, !TransposeY))
            throw Mismatch(x, y, Mark(TransposeX), Mark(TransposeY));
        return [TransposeX ? x[1] : x[0], TransposeY ? y[0] : y[1]];
    }

    // Y = X·W, so with G = dL/dY:  dL/dX = G·Wᵀ (m,n)(n,k)  and  dL/dW = Xᵀ·G (k,m)(m,n). Where X or W came in transposed, so
    // does its gradient: (G·Wᵀ)ᵀ = W·Gᵀ.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, y) = (result.Inputs[0], result.Inputs[1]);
        return
        [
            TransposeX ? y.MatMul(TransposeY, gradient, true) : gradient.MatMul(false, y, !TransposeY),
            TransposeY ? gradient.MatMul(true, x, TransposeX) : x.MatMul(!TransposeX, gradient, false),
        ];
    }

    public static ShapeException Mismatch(Shape x, Shape y, string markX = "", string markY = "") =>
        new("MatMul", "(m, k) · (k, n), one k on both sides", $"{x}{markX} · {y}{markY}", Hint(x, y));

    private static int Inner(Shape shape, bool isTransposed) => isTransposed ? shape[0] : shape[1];

    private static string Mark(bool isTransposed) => isTransposed ? "ᵀ" : "";

    private static string? Hint(Shape x, Shape y) => (x.Rank, y.Rank) switch
    {
        (2, 2) when x[^1] == y[1] => $"the right side looks transposed: y.Transpose() is {Shape.Create([y[1], y[0]])}",
        ( > 2, _) => "flatten the left side first: new Flatten()",
        _ => null,
    };
}

/// <summary><c>op(x) · op(y)</c> for each matrix of a batch, where op transposes or not.</summary>
internal sealed record BatchMatMulOp(bool TransposeX, bool TransposeY) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (x, y) = (inputs[0], inputs[1]);
        bool fits = x.Rank == 3 && y.Rank == 3 && x[0] == y[0] && x[TransposeX ? 1 : 2] == y[TransposeY ? 2 : 1];
        return fits ? [x[0], x[TransposeX ? 2 : 1], y[TransposeY ? 1 : 2]]
            : throw new ShapeException(Name, "(b, m, k) · (b, k, n), one b and k on both sides", $"{x} · {y}");
    }

    // As of one matrix, see MatMulOp.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, y) = (result.Inputs[0], result.Inputs[1]);
        return
        [
            TransposeX ? y.BatchMatMul(TransposeY, gradient, true) : gradient.BatchMatMul(false, y, !TransposeY),
            TransposeY ? gradient.BatchMatMul(true, x, TransposeX) : x.BatchMatMul(!TransposeX, gradient, false),
        ];
    }
}
