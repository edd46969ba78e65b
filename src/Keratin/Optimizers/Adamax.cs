using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Adam with the largest gradient for the root mean square: <c>m ← β₁·m + (1 - β₁)·g</c>, <c>u ← max(β₂·u, |g|)</c>,
/// <c>w ← w - lr / (1 - β₁ᵗ) · m / (u + ε)</c>.
/// </summary>
/// <remarks>Kingma, Ba: "Adam: a method for stochastic optimization", 2014, section 7.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="beta1">How much of the mean stays.</param>
/// <param name="beta2">How much of the largest gradient stays.</param>
/// <param name="epsilon">Added to the largest gradient.</param>
/// <example><code>model.Compile(new Adamax(), "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class Adamax(LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f)
    : Optimizer(learningRate ?? 0.001f)
{
    private readonly List<Variable> _momenta = [], _norms = [];
    private KerasTensor? _alpha;

    /// <summary>How much of the mean stays.</summary>
    public float Beta1 { get; } = Require.Fraction(beta1);

    /// <summary>How much of the largest gradient stays.</summary>
    public float Beta2 { get; } = Require.Fraction(beta2);

    /// <summary>Added to the largest gradient.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        foreach (Variable weight in weights)
        {
            _momenta.Add(AddSlot(weight, "momentum"));
            _norms.Add(AddSlot(weight, "norm"));
        }
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step) => _alpha = rate / (1 - Ops.Constant(Beta1).Power(step));

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor m = _momenta[index];
        m += (gradient - m) * Complement.Of(Beta1);
        KerasTensor u = (_norms[index] * Ops.Constant(Beta2)).Maximum(gradient.Absolute());
        _momenta[index].Assign(m);
        _norms[index].Assign(u);
        return weight - (m * _alpha! / (u + Epsilon));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
        config["epsilon"] = Epsilon;
    }
}
