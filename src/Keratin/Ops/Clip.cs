namespace Keratin;

public static partial class Ops
{
    /// <summary><c>min(max(x, low), high)</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="low">Smallest value of the result.</param>
    /// <param name="high">Largest value of the result.</param>
    public static KerasTensor Clip(this KerasTensor x, float low, float high) => x.Maximum(Constant(low)).Minimum(Constant(high));
}
