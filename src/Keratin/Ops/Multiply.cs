using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Product <c>x · y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Multiply(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new MultiplyOp(), x, y);

    extension(KerasTensor)
    {
        /// <summary>Product <c>x · y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator *(KerasTensor x, KerasTensor y) => x.Multiply(y);

        /// <summary>Product <c>x · y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator *(KerasTensor x, float y) => x.Multiply(Constant(y));

        /// <summary>Product <c>x · y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator *(float x, KerasTensor y) => Constant(x).Multiply(y);
    }
}

internal sealed record MultiplyOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result.Inputs[1], gradient * result.Inputs[0]];
}
