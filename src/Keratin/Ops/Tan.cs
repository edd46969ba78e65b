namespace Keratin;

public static partial class Ops
{
    /// <summary>Tangent, element by element.</summary>
    /// <param name="x">Operand, in radians.</param>
    public static KerasTensor Tan(this KerasTensor x) => x.Sin() / x.Cos();
}
