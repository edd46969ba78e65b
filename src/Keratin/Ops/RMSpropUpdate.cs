using Keratin.Graph;

namespace Keratin;

/// <summary>
/// One step of RMSprop on one weight: inputs w, g, v and the number lr; results <c>w − lr·g / √(v' + ε)</c> and <c>v' = ρ·v + (1 − ρ)·g²</c>.
/// </summary>
/// <remarks>Primitive for the reason that <see cref="AdamUpdateOp"/> is.</remarks>
internal sealed record RMSpropUpdateOp(float Rho, float Epsilon) : Op
{
    private const int Tensors = 3;

    internal override int ResultCount => 2;

    /// <summary>The weight and the velocity after the step.</summary>
    public static (KerasTensor Weight, KerasTensor Velocity) Of(
        RMSpropUpdateOp op, KerasTensor weight, KerasTensor gradient, KerasTensor velocity, KerasTensor rate)
    {
        KerasTensor update = KerasTensor.Of(op, weight, gradient, velocity, rate);
        return (KerasTensor.Of(new OutputOp(0), update), KerasTensor.Of(new OutputOp(1), update));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => OptimizerUpdate.Infer(Name, inputs, Tensors);

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
