using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Cosine, element by element.</summary>
    /// <param name="x">Operand, in radians.</param>
    public static KerasTensor Cos(this KerasTensor x) => KerasTensor.Of(new CosOp(), x);
}

internal sealed record CosOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [-(gradient * result.Inputs[0].Sin())];
}
