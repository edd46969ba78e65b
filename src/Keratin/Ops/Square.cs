namespace Keratin;

public static partial class Ops
{
    /// <summary><c>x²</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Square(this KerasTensor x) => x * x;
}
