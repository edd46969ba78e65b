using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary><c>x</c> itself, for gradients a constant.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor StopGradient(this KerasTensor x) => KerasTensor.Of(new StopGradientOp(), x);
}

/// <summary>Changes nothing: it is there to have no gradient. <c>Simplify</c> takes it away after gradients were taken.</summary>
internal sealed record StopGradientOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];
}
