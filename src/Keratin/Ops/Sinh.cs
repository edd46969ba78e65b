namespace Keratin;

public static partial class Ops
{
    /// <summary>Hyperbolic sine, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Sinh(this KerasTensor x)
    {
        // With e = e^|x| - 1: (e + e / (e + 1)) / 2, which keeps its digits near 0, where eˣ - e⁻ˣ cancels.
        KerasTensor e = x.Absolute().Expm1();
        return x.Sign() * (0.5f * (e + (e / (e + 1))));
    }

    /// <summary>Hyperbolic cosine, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Cosh(this KerasTensor x) => 0.5f * (x.Exp() + (-x).Exp());
}
