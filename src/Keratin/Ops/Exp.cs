using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>eˣ</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Exp(this KerasTensor x) => KerasTensor.Of(new ExpOp(), x);
}

internal sealed record ExpOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result];
}
