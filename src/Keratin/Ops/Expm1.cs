using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>eˣ - 1</c>, element by element, exact near 0.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Expm1(this KerasTensor x) => KerasTensor.Of(new Expm1Op(), x);
}

internal sealed record Expm1Op : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * (result + 1)];
}
