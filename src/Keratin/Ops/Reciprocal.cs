namespace Keratin;

public static partial class Ops
{
    /// <summary><c>1 / x</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Reciprocal(this KerasTensor x) => 1 / x;

    /// <summary><c>1 / √x</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Rsqrt(this KerasTensor x) => 1 / x.Sqrt();
}
