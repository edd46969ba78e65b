using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>ln(1 + x)</c>, element by element, exact near 0.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Log1p(this KerasTensor x) => KerasTensor.Of(new Log1pOp(), x);
}

internal sealed record Log1pOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient / (result.Inputs[0] + 1)];
}
