using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Steps in the weight's own unit: <c>a ← ρ·a + (1 - ρ)·g²</c>, <c>Δ = -g · √(d + ε) / √(a + ε)</c>, <c>d ← ρ·d + (1 - ρ)·Δ²</c>,
/// <c>w ← w + lr · Δ</c>.
/// </summary>
/// <remarks>Zeiler: "ADADELTA: an adaptive learning rate method", 2012. The paper has no learning rate, so there it is 1.</remarks>
/// <param name="learningRate">Factor of the step, or a schedule; 0.001 by default.</param>
/// <param name="rho">How much of the mean squares stays.</param>
/// <param name="epsilon">Added under both roots.</param>
/// <example><code>model.Compile(new Adadelta(1), "mse");</code></example>
public sealed class Adadelta(LearningRateSchedule? learningRate = null, float rho = 0.95f, float epsilon = 1e-7f) : Optimizer(learningRate ?? 0.001f)
{
    private readonly List<Variable> _gradients = [], _steps = [];

    /// <summary>How much of the mean squares stays.</summary>
    public float Rho { get; } = Require.Fraction(rho);

    /// <summary>Added under both roots.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        foreach (Variable weight in weights)
        {
            _gradients.Add(AddSlot(weight, "accumulated_grad"));
            _steps.Add(AddSlot(weight, "accumulated_delta_var"));
        }
    }

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor gradients = (_gradients[index] * Ops.Constant(Rho)) + (gradient.Square() * Complement.Of(Rho));
        KerasTensor delta = -((_steps[index] + Ops.Constant(Epsilon)).Sqrt() * gradient / (gradients + Epsilon).Sqrt());
        _gradients[index].Assign(gradients);
        _steps[index].Assign((_steps[index] * Ops.Constant(Rho)) + (delta.Square() * Complement.Of(Rho)));
        return weight + (delta * rate);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["rho"] = Rho;
        config["epsilon"] = Epsilon;
    }
}
