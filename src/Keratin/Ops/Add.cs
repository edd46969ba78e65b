using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Sum <c>x + y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Add(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new AddOp(), x, y);

    extension(KerasTensor)
    {
        /// <summary>Sum <c>x + y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator +(KerasTensor x, KerasTensor y) => x.Add(y);

        /// <summary>Sum <c>x + y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator +(KerasTensor x, float y) => x.Add(Constant(y));

        /// <summary>Sum <c>x + y</c>, element by element.</summary>
        /// <param name="x">Left operand.</param>
        /// <param name="y">Right operand.</param>
        public static KerasTensor operator +(float x, KerasTensor y) => Constant(x).Add(y);
    }
}

internal sealed record AddOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient, gradient];
}
