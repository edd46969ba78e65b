using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Hyperbolic tangent, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Tanh(this KerasTensor x) => KerasTensor.Of(new TanhOp(), x);
}

internal sealed record TanhOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * (1 - result * result)];
}
