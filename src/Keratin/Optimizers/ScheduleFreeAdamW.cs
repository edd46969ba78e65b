using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Adam that averages its own path, so that no schedule has to know where training ends: <c>v ← β₂·v + (1 - β₂)·g²</c>,
/// <c>z' = z - lr · g / (√(v / (1 - β₂ᵗ)) + ε)</c>, <c>x' = (1 - 1/t)·x + z' / t</c>, <c>w = (1 - β₁)·z' + β₁·x'</c>, where <c>x</c> is not kept but taken
/// from <c>w</c> and <c>z</c>.
/// </summary>
/// <remarks>
/// Defazio et al.: "The road less scheduled", 2024. The slot <c>z</c>, in files the momentum, begins as the weight itself. As in Keras, weights decay
/// only where <see cref="Optimizer.WeightDecay"/> is given.
/// </remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.0025 by default.</param>
/// <param name="beta1">How much of the average is in the weights; above 0.</param>
/// <param name="beta2">How much of the mean square stays.</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="warmupSteps">The learning rate rises on a line from 0 for so many updates.</param>
/// <example><code>model.Compile(new ScheduleFreeAdamW(warmupSteps: 500), "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class ScheduleFreeAdamW(
    LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, int warmupSteps = 0)
    : Optimizer(learningRate ?? 0.0025f)
{
    private readonly List<Variable> _momenta = [], _velocities = [];
    private KerasTensor? _rate, _correction, _newest;

    /// <summary>How much of the average is in the weights.</summary>
    public float Beta1 { get; } = beta1 is > 0 and <= 1 ? beta1
        : throw new ArgumentOutOfRangeException(nameof(beta1), beta1, "'beta1' lies above 0 and is at most 1: the average is found by dividing by it.");

    /// <summary>How much of the mean square stays.</summary>
    public float Beta2 { get; } = Require.Fraction(beta2);

    /// <summary>Added to the root.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <summary>Updates of the warm-up.</summary>
    public int WarmupSteps { get; } = warmupSteps >= 0 ? warmupSteps
        : throw new ArgumentOutOfRangeException(nameof(warmupSteps), warmupSteps, "'warmupSteps' is at least 0.");

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        foreach (Variable weight in weights)
        {
            Variable momentum = AddSlot(weight, "momentum");
            momentum.Assign(weight.Span);
            _momenta.Add(momentum);
            _velocities.Add(AddSlot(weight, "velocity"));
        }
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step)
    {
        _rate = WarmupSteps == 0 ? rate : rate * (step / WarmupSteps).Minimum(Ops.Constant(1));
        _correction = 1 - Ops.Constant(Beta2).Power(step);
        _newest = 1 / step;
    }

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        // 1 - β is taken in float, as in Keras, so that it fits to 1 - β₂ᵗ.
        KerasTensor v = _velocities[index], old = _momenta[index];
        v += (gradient.Square() - v) * (1 - Beta2);
        KerasTensor z = old - (gradient * _rate! / ((v / _correction!).Sqrt() + Epsilon));
        _velocities[index].Assign(v);
        _momenta[index].Assign(z);
        KerasTensor average = (weight - (old * (1 - Beta1))) / Beta1;
        average = (average * (1 - _newest!)) + (z * _newest!);
        return (z * (1 - Beta1)) + (average * Beta1);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
        config["epsilon"] = Epsilon;
        config["warmup_steps"] = WarmupSteps;
    }
}
