namespace Keratin;

public static partial class Ops
{
    /// <summary>The nearest whole number, of two equally near ones the even one, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Round(this KerasTensor x) => KerasTensor.Of(new RoundOp(), x);
}

internal sealed record RoundOp : ElementwiseOp;
