using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum, which grows over time: <c>uₜ = β₁ · (1 - ½ · 0.96ᵗ)</c>, <c>Uₜ = u₁ · … · uₜ</c>, m and v as Adam's,
/// <c>w ← w - lr · (uₜ₊₁ · m / (1 - Uₜ₊₁) + (1 - uₜ) · g / (1 - Uₜ)) / (√(v / (1 - β₂ᵗ)) + ε)</c>.
/// </summary>
/// <remarks>Dozat: "Incorporating Nesterov momentum into Adam", 2015.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="beta1">How much of the mean stays.</param>
/// <param name="beta2">How much of the mean square stays.</param>
/// <param name="epsilon">Added to the root.</param>
/// <example><code>model.Compile(new Nadam(), "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class Nadam(LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f)
    : Optimizer(learningRate ?? 0.001f)
{
    private const float Growth = 0.96f;

    private readonly List<Variable> _momenta = [], _velocities = [];
    private Variable? _product;
    private KerasTensor? _ofMomentum, _ofGradient, _correction;

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
        // Keras gives it no name, which makes it this one.
        _product = AddVariable("variable", Shape.Scalar, 1);
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step)
    {
        KerasTensor now = Weight(step), next = Weight(step + 1), product = _product! * now;
        _product!.Assign(product);
        _ofMomentum = rate * next / (1 - (product * next));
        _ofGradient = rate * (1 - now) / (1 - product);
        _correction = 1 - Ops.Constant(Beta2).Power(step);
    }

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        // 1 - β is taken in float here, as in Keras: v over 1 - β₂ᵗ is then the gradient's square at the first step, without remainder.
        KerasTensor m = _momenta[index], v = _velocities[index];
        m += (gradient - m) * (1 - Beta1);
        v += (gradient.Square() - v) * (1 - Beta2);
        _momenta[index].Assign(m);
        _velocities[index].Assign(v);
        return weight - (((m * _ofMomentum!) + (gradient * _ofGradient!)) / ((v / _correction!).Sqrt() + Epsilon));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
        config["epsilon"] = Epsilon;
    }

    private KerasTensor Weight(KerasTensor step) => Beta1 * (1 - (0.5f * Ops.Constant(Growth).Power(step)));
}
