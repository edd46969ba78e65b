namespace Keratin;

public static partial class Ops
{
    /// <summary>-1, 0 or 1, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Sign(this KerasTensor x) => KerasTensor.Of(new SignOp(), x);
}

internal sealed record SignOp : ElementwiseOp;
