using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Natural logarithm, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Log(this KerasTensor x) => KerasTensor.Of(new LogOp(), x);
}

internal sealed record LogOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient / result.Inputs[0]];
}
