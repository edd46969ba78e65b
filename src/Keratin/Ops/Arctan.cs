using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Inverse tangent, from -π/2 to π/2, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Arctan(this KerasTensor x) => KerasTensor.Of(new ArctanOp(), x);
}

internal sealed record ArctanOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor x = result.Inputs[0];
        return [gradient / ((x * x) + 1)];
    }
}
