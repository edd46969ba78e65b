using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>
/// Falls along a power: <c>(initialLearningRate - endLearningRate) · (1 - step / decaySteps)^power + endLearningRate</c>, a straight line by default.
/// </summary>
/// <remarks>
/// After <c>decaySteps</c> it stays at the end, or with <c>cycle</c> begins again each time, <c>decaySteps</c> being stretched to the next multiple
/// that is not below the step.
/// </remarks>
/// <param name="initialLearningRate">Learning rate of step 0.</param>
/// <param name="decaySteps">Steps to the end; positive.</param>
/// <param name="endLearningRate">Learning rate at the end.</param>
/// <param name="power">1 is a line, 0.5 a root.</param>
/// <param name="cycle">Whether it rises again after the end.</param>
/// <example><code>new SGD(new PolynomialDecay(0.1f, decaySteps: 10_000, endLearningRate: 0.01f, power: 0.5f))</code></example>
public sealed class PolynomialDecay(
    float initialLearningRate, float decaySteps, float endLearningRate = 0.0001f, float power = 1, bool cycle = false) : LearningRateSchedule
{
    /// <summary>Learning rate of step 0.</summary>
    public float InitialLearningRate { get; } = Require.NotNegative(initialLearningRate);

    /// <summary>Steps to the end.</summary>
    public float DecaySteps { get; } = Require.Positive(decaySteps);

    /// <summary>Learning rate at the end.</summary>
    public float EndLearningRate { get; } = Require.NotNegative(endLearningRate);

    /// <summary>The exponent.</summary>
    public float Power { get; } = power;

    /// <summary>Whether it rises again after the end.</summary>
    public bool Cycle { get; } = cycle;

    /// <summary>A name that files keep.</summary>
    public string? Name { get; init; } = "PolynomialDecay";

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["initial_learning_rate"] = InitialLearningRate,
        ["decay_steps"] = Steps(DecaySteps),
        ["end_learning_rate"] = EndLearningRate,
        ["power"] = Power,
        ["cycle"] = Cycle,
        ["name"] = Name,
    };

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor step)
    {
        KerasTensor period = Ops.Constant(DecaySteps);
        if (Cycle)
            period *= step.Equal(Ops.Constant(0)).Where(Ops.Constant(1), (step / DecaySteps).Ceil());
        else
            step = step.Minimum(period);
        return ((InitialLearningRate - EndLearningRate) * (1 - (step / period)).Power(Ops.Constant(Power))) + EndLearningRate;
    }
}
