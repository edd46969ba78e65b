using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Adam whose step is as long as the weight, for very large batches: <c>u = m̂ / (√v̂ + ε)</c> with <c>m̂ = m / (1 - β₁ᵗ)</c>, <c>v̂ = v / (1 - β₂ᵗ)</c>,
/// then <c>w ← w - lr · ‖w‖ / ‖u‖ · u</c>; where one of the lengths is 0, their ratio is 1.
/// </summary>
/// <remarks>You et al.: "Large batch optimization for deep learning: training BERT in 76 minutes", 2020.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="beta1">How much of the mean stays.</param>
/// <param name="beta2">How much of the mean square stays.</param>
/// <param name="epsilon">Added to the root.</param>
/// <example><code>model.Compile(new Lamb(0.01f), "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class Lamb(LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f)
    : Optimizer(learningRate ?? 0.001f)
{
    private readonly List<Variable> _momenta = [], _velocities = [];
    private KerasTensor? _ofMean, _ofSquare;

    /// <summary>How much of the mean stays.</summary>
    public float Beta1 { get; } = Require.Fraction(beta1);

    /// <summary>How much of the mean square stays.</summary>
    public float Beta2 { get; } = Require.Fraction(beta2);

    /// <summary>Added to the root.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        foreach (Variable weight in weights)
        {
            _momenta.Add(AddSlot(weight, "momentum"));
            _velocities.Add(AddSlot(weight, "velocity"));
        }
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step) =>
        (_ofMean, _ofSquare) = (1 - Ops.Constant(Beta1).Power(step), 1 - Ops.Constant(Beta2).Power(step));

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor m = _momenta[index], v = _velocities[index];
        m += (gradient - m) * Complement.Of(Beta1);
        v += (gradient.Square() - v) * Complement.Of(Beta2);
        _momenta[index].Assign(m);
        _velocities[index].Assign(v);
        KerasTensor update = m / _ofMean! / ((v / _ofSquare!).Sqrt() + Epsilon);
        KerasTensor length = Length(weight), ofUpdate = Length(update), one = Ops.Constant(1), zero = Ops.Constant(0);
        KerasTensor ratio = length.Greater(zero).Where(ofUpdate.Greater(zero).Where(length / ofUpdate, one), one);
        return weight - (update * (ratio * rate));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
        config["epsilon"] = Epsilon;
    }

    private static KerasTensor Length(KerasTensor x) => x.Square().Sum().Sqrt();
}
