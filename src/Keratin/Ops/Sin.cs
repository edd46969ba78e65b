using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Sine, element by element.</summary>
    /// <param name="x">Operand, in radians.</param>
    public static KerasTensor Sin(this KerasTensor x) => KerasTensor.Of(new SinOp(), x);
}

internal sealed record SinOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result.Inputs[0].Cos()];
}
