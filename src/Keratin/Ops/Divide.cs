using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Quotient <c>x / y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Divide(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new DivideOp(), x, y);

    extension(KerasTensor)
    {
        /// <summary>Quotient <c>x / y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator /(KerasTensor x, KerasTensor y) => x.Divide(y);

        /// <summary>Quotient <c>x / y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator /(KerasTensor x, float y) => x.Divide(Constant(y));

        /// <summary>Quotient <c>x / y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator /(float x, KerasTensor y) => Constant(x).Divide(y);
    }
}

internal sealed record DivideOp : ElementwiseOp
{
    // q = x/y:  dq/dx = 1/y  and  dq/dy = -x/y² = -q/y.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor y = result.Inputs[1];
        KerasTensor dx = gradient / y;
        return [dx, -(dx * result)];
    }
}
