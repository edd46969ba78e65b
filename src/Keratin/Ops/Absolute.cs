using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>|x|</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Absolute(this KerasTensor x) => KerasTensor.Of(new AbsoluteOp(), x);
}

internal sealed record AbsoluteOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result.Inputs[0].Sign()];
}
