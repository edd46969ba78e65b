using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>max(x, 0)</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Relu(this KerasTensor x) => KerasTensor.Of(new ReluOp(), x);
}

internal sealed record ReluOp : ElementwiseOp
{
    // Read from the result, so that what went in need not be kept; Where and not a product, so that 0 · ∞ cannot arise.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [result.Greater(Ops.Constant(0)).Where(gradient, Ops.Constant(0))];
}
