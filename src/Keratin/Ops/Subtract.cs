using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Difference <c>x - y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Subtract(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new SubtractOp(), x, y);

    extension(KerasTensor)
    {
        /// <summary>Difference <c>x - y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator -(KerasTensor x, KerasTensor y) => x.Subtract(y);

        /// <summary>Difference <c>x - y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator -(KerasTensor x, float y) => x.Subtract(Constant(y));

        /// <summary>Difference <c>x - y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator -(float x, KerasTensor y) => Constant(x).Subtract(y);
    }
}

internal sealed record SubtractOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient, -gradient];
}
