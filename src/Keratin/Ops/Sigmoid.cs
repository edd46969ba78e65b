using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>1 / (1 + e⁻ˣ)</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Sigmoid(this KerasTensor x) => KerasTensor.Of(new SigmoidOp(), x);
}

internal sealed record SigmoidOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result * (1 - result)];
}
