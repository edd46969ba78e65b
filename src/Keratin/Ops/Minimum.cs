using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The smaller of <c>x</c> and <c>y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Minimum(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new MinimumOp(), x, y);
}

internal sealed record MinimumOp : ElementwiseOp
{
    // The smaller one gets the gradient; of equals the left one.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, y) = (result.Inputs[0], result.Inputs[1]);
        KerasTensor left = y.GreaterEqual(x);
        return [gradient * left, gradient * (1 - left)];
    }
}
