using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The remainder of <c>x / y</c> with the sign of y: <c>x - y·⌊x / y⌋</c>, exactly, element by element; NaN where y is 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Mod(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new ModOp(), x, y);
}

internal sealed record ModOp : ElementwiseOp
{
    // r = x - y·⌊x/y⌋, and the floor is constant between its steps.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [gradient, -(gradient * result.Inputs[0].FloorDivide(result.Inputs[1]))];
}
