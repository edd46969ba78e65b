using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>-x</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Negate(this KerasTensor x) => KerasTensor.Of(new NegateOp(), x);

    extension(KerasTensor)
    {
        /// <summary><c>-x</c>, element by element.</summary>
        /// <param name="x">Operand.</param>
        public static KerasTensor operator -(KerasTensor x) => x.Negate();
    }
}

internal sealed record NegateOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [-gradient];
}
