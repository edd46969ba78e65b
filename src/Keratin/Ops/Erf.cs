using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Error function <c>2/√π · ∫₀ˣ e^(-t²) dt</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Erf(this KerasTensor x) => KerasTensor.Of(new ErfOp(), x);
}

internal sealed record ErfOp : ElementwiseOp
{
    private const float TwoOverSqrtPi = 1.12837917f;

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [gradient * TwoOverSqrtPi * (-(result.Inputs[0] * result.Inputs[0])).Exp()];
}
