using Keratin.Graph;

namespace Keratin;

/// <summary>
/// One step of Adam on one weight: inputs w, g, m, v and the number α; results <c>w − α·m' / (√v' + ε)</c>, <c>m' = m + (g − m)(1 − β₁)</c>,
/// <c>v' = v + (g² − v)(1 − β₂)</c>. A sixth input d is a number too: then the weight decays first, to <c>w − w·d</c>.
/// </summary>
/// <remarks>
/// Primitive because it is a third of a step's time where a weight is large: composed, each number goes through the first-level cache
/// a dozen times, here each is loaded and stored once. Slots smaller than the smallest normal float become 0, as with TensorFlow.
/// </remarks>
internal sealed record AdamUpdateOp(float Beta1, float Beta2, float Epsilon) : Op
{
    internal override int ResultCount => 3;

    private const int Tensors = 4;

    /// <summary>The weight, the momentum and the velocity after the step. A decay that the weight comes with is done on the way.</summary>
    public static (KerasTensor Weight, KerasTensor Momentum, KerasTensor Velocity) Of(
        AdamUpdateOp op, KerasTensor weight, KerasTensor gradient, KerasTensor momentum, KerasTensor velocity, KerasTensor alpha)
    {
        KerasTensor update = OptimizerUpdate.Decay(weight) is { } decay
            ? KerasTensor.Of(op, decay.Weight, gradient, momentum, velocity, alpha, decay.Factor)
            : KerasTensor.Of(op, weight, gradient, momentum, velocity, alpha);
        return (KerasTensor.Of(new OutputOp(0), update), KerasTensor.Of(new OutputOp(1), update), KerasTensor.Of(new OutputOp(2), update));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => OptimizerUpdate.Infer(Name, inputs, Tensors);

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
