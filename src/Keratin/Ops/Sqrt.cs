using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Square root, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Sqrt(this KerasTensor x) => KerasTensor.Of(new SqrtOp(), x);
}

internal sealed record SqrtOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient / (2 * result)];
}
