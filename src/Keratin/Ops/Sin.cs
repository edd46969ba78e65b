using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Sine, element by element.</summary>
    /// <param name="x">Operand, in radians.</param>
    public static KerasTensor Sin(this KerasTensor x) => KerasTensor.Of(new SinOp(), x);

    /// <summary>Tangent, element by element.</summary>
    /// <param name="x">Angle in radians.</param>
    public static KerasTensor Tan(this KerasTensor x) => x.Sin() / x.Cos();
}

internal sealed record SinOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * result.Inputs[0].Cos()];
}
