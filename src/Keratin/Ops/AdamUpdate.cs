using Keratin.Graph;

namespace Keratin;

/// <summary>
/// One step of Adam on one weight: inputs w, g, m, v and the number α; results <c>w − α·m' / (√v' + ε)</c>, <c>m' = m + (g − m)(1 − β₁)</c>,
/// <c>v' = v + (g² − v)(1 − β₂)</c>.
/// </summary>
/// <remarks>
/// Primitive because it is a third of a step's time where a weight is large: composed, each number goes through the first-level cache
/// a dozen times, here each is loaded and stored once. Slots smaller than the smallest normal float become 0, as with TensorFlow.
/// </remarks>
internal sealed record AdamUpdateOp(float Beta1, float Beta2, float Epsilon) : Op
{
    internal override int ResultCount => 3;

    /// <summary>The weight, the momentum and the velocity after the step.</summary>
    public static (KerasTensor Weight, KerasTensor Momentum, KerasTensor Velocity) Of(
        AdamUpdateOp op, KerasTensor weight, KerasTensor gradient, KerasTensor momentum, KerasTensor velocity, KerasTensor alpha)
    {
        KerasTensor update = KerasTensor.Of(op, weight, gradient, momentum, velocity, alpha);
        return (KerasTensor.Of(new OutputOp(0), update), KerasTensor.Of(new OutputOp(1), update), KerasTensor.Of(new OutputOp(2), update));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => OptimizerUpdate.Infer(Name, inputs);

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
