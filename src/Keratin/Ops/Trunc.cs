namespace Keratin;

public static partial class Ops
{
    /// <summary><c>x</c> without what is behind the point, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Trunc(this KerasTensor x) => x.Sign() * x.Absolute().Floor();
}
