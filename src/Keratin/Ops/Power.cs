using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Power <c>x^y</c>, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Power(this KerasTensor x, KerasTensor y) => KerasTensor.Of(new PowerOp(), x, y);
}

internal sealed record PowerOp : ElementwiseOp
{
    // z = x^y:  dz/dx = y·x^(y-1)  and  dz/dy = z·ln x.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, y) = (result.Inputs[0], result.Inputs[1]);
        return [gradient * y * x.Power(y - 1), gradient * result * x.Log()];
    }
}
