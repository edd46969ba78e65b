using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Matrix product <c>x · y</c>.</summary>
    /// <param name="x">Shape <c>(m, k)</c>; <c>m</c> may be unknown.</param>
    /// <param name="y">Shape <c>(k, n)</c>.</param>
    /// <returns>Shape <c>(m, n)</c>.</returns>
    /// <exception cref="ShapeException">The inner lengths differ, or an operand is no matrix.</exception>
    public static KerasTensor MatMul(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new MatMulOp(false, false), x, y);

    internal static KerasTensor MatMul(this KerasTensor x, bool transposeX, KerasTensor y, bool transposeY) =>
        KerasTensor.Of(new MatMulOp(transposeX, transposeY), x, y);
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
            throw new ShapeException(Name, "(m, k) · (k, n), one k on both sides", $"{x}{Mark(TransposeX)} · {y}{Mark(TransposeY)}", Hint(x, y));
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

    private static int Inner(Shape shape, bool isTransposed) => isTransposed ? shape[0] : shape[1];

    private static string Mark(bool isTransposed) => isTransposed ? "ᵀ" : "";

    private static string? Hint(Shape x, Shape y) => (x.Rank, y.Rank) switch
    {
        (2, 2) when x[^1] == y[1] => $"the right side looks transposed: y.Transpose() is ({y[1]}, {y[0]})",
        ( > 2, _) => "flatten the left side first: new Flatten()",
        _ => null,
    };
}
