using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><paramref name="x"/> where <paramref name="condition"/> is not 0, else <paramref name="y"/>; element by element.</summary>
    /// <param name="condition">0 or 1, as comparisons give it.</param>
    /// <param name="x">Taken where the condition holds.</param>
    /// <param name="y">Taken elsewhere; all three broadcast.</param>
    public static KerasTensor Where(this KerasTensor condition, KerasTensor x, KerasTensor y) => KerasTensor.Of(new WhereOp(), condition, x, y);
}

internal sealed record WhereOp : ElementwiseOp
{
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor condition = result.Inputs[0], zero = Ops.Constant(0);
        return [null, condition.Where(gradient, zero), condition.Where(zero, gradient)];
    }
}
