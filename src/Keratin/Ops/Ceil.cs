namespace Keratin;

public static partial class Ops
{
    /// <summary>The smallest whole number that is not below <c>x</c>, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Ceil(this KerasTensor x) => -(-x).Floor();
}
