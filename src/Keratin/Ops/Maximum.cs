using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The larger of <c>x</c> and <c>y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Maximum(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new MaximumOp(), x, y);
}

internal sealed record MaximumOp : ElementwiseOp
{
    // The larger one gets the gradient; of equals the left one.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, y) = (result.Inputs[0], result.Inputs[1]);
        KerasTensor left = x.GreaterEqual(y);
        return [gradient * left, gradient * (1 - left)];
    }
}
