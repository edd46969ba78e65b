namespace Keratin;

public static partial class Ops
{
    /// <summary>1 where <c>x ≥ y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor GreaterEqual(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new GreaterEqualOp(), x, y);
}

internal sealed record GreaterEqualOp : ElementwiseOp;
