using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Adaptive moments: <c>m ← β₁·m + (1 - β₁)·g</c>, <c>v ← β₂·v + (1 - β₂)·g²</c>, <c>w ← w - α · m / (√v + ε)</c> with
/// <c>α = lr · √(1 - β₂ᵗ) / (1 - β₁ᵗ)</c>.
/// </summary>
/// <remarks>Kingma, Ba: "Adam: a method for stochastic optimization", 2014; the epsilon is that of the paper's second form, as in Keras.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="beta1">How much of the mean stays.</param>
/// <param name="beta2">How much of the mean square stays.</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="amsgrad">Whether the largest mean square so far is used; Reddi, Kale, Kumar 2018.</param>
/// <example><code>model.Compile(new Adam(1e-3f), "sparse_categorical_crossentropy", ["accuracy"]);</code></example>
public class Adam(
    LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, bool amsgrad = false)
    : Optimizer(learningRate ?? 0.001f)
{
    private readonly List<Variable> _momenta = [], _velocities = [], _largest = [];
    private KerasTensor? _alpha;

    /// <summary>How much of the mean stays.</summary>
    public float Beta1 { get; } = Require.Fraction(beta1);

    /// <summary>How much of the mean square stays.</summary>
    public float Beta2 { get; } = Require.Fraction(beta2);

    /// <summary>Added to the root.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <summary>Whether the largest mean square so far is used.</summary>
    public bool Amsgrad { get; } = amsgrad;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _momenta.Clear();
        _velocities.Clear();
        _largest.Clear();
        foreach (Variable weight in weights)
        {
            _momenta.Add(AddSlot(weight, "momentum"));
            _velocities.Add(AddSlot(weight, "velocity"));
        }
        if (Amsgrad)
            _largest.AddRange(weights.Select(weight => AddSlot(weight, "velocity_hat")));
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step) =>
        _alpha = rate * (1 - Ops.Constant(Beta2).Power(step)).Sqrt() / (1 - Ops.Constant(Beta1).Power(step));

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (!Amsgrad)
            return UpdateInOnePass(index, weight, gradient);
        KerasTensor m = _momenta[index], v = _velocities[index];
        m += (gradient - m) * Complement.Of(Beta1);
        v += (gradient.Square() - v) * Complement.Of(Beta2);
        _momenta[index].Assign(m);
        _velocities[index].Assign(v);
        v = v.Maximum(_largest[index]);
        _largest[index].Assign(v);
        return weight - (m * _alpha! / (v.Sqrt() + Epsilon));
    }

    private KerasTensor UpdateInOnePass(int index, KerasTensor weight, KerasTensor gradient)
    {
        var op = new AdamUpdateOp(Beta1, Beta2, Epsilon);
        var (next, m, v) = AdamUpdateOp.Of(op, weight, gradient, _momenta[index], _velocities[index], _alpha!);
        _momenta[index].Assign(m);
        _velocities[index].Assign(v);
        return next;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
        config["epsilon"] = Epsilon;
        config["amsgrad"] = Amsgrad;
    }
}
