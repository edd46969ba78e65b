namespace Keratin;

public static partial class Ops
{
    /// <summary>The quotient rounded down: <c>⌊x / y⌋</c>, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor FloorDivide(this KerasTensor x, KerasTensor y) => (x / y).Floor();
}
