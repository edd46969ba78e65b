using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>Falls by the same factor in equal times: <c>initialLearningRate · decayRate^(step / decaySteps)</c>.</summary>
/// <param name="initialLearningRate">Learning rate of step 0.</param>
/// <param name="decaySteps">After so many steps it is multiplied by <paramref name="decayRate"/>; positive.</param>
/// <param name="decayRate">The factor.</param>
/// <param name="staircase">Whether <c>step / decaySteps</c> is rounded down, so that the rate falls in stairs.</param>
/// <example><code>new SGD(new ExponentialDecay(0.1f, decaySteps: 10_000, decayRate: 0.96f, staircase: true))</code></example>
public sealed class ExponentialDecay(float initialLearningRate, float decaySteps, float decayRate, bool staircase = false) : LearningRateSchedule
{
    /// <summary>Learning rate of step 0.</summary>
    public float InitialLearningRate { get; } = Require.NotNegative(initialLearningRate);

    /// <summary>Steps until the factor is reached.</summary>
    public float DecaySteps { get; } = Require.Positive(decaySteps);

    /// <summary>The factor.</summary>
    public float DecayRate { get; } = decayRate;

    /// <summary>Whether the rate falls in stairs.</summary>
    public bool Staircase { get; } = staircase;

    /// <summary>A name that files keep.</summary>
    public string? Name { get; init; } = "ExponentialDecay";

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["initial_learning_rate"] = InitialLearningRate,
        ["decay_steps"] = Steps(DecaySteps),
        ["decay_rate"] = DecayRate,
        ["staircase"] = Staircase,
        ["name"] = Name,
    };

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor step)
    {
        KerasTensor periods = step / DecaySteps;
        return InitialLearningRate * Ops.Constant(DecayRate).Power(Staircase ? periods.Floor() : periods);
    }
}
