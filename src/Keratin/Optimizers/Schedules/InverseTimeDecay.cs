using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>Falls like one over the time: <c>initialLearningRate / (1 + decayRate · step / decaySteps)</c>.</summary>
/// <param name="initialLearningRate">Learning rate of step 0.</param>
/// <param name="decaySteps">Unit of the time; positive.</param>
/// <param name="decayRate">How fast it falls.</param>
/// <param name="staircase">Whether <c>step / decaySteps</c> is rounded down, so that the rate falls in stairs.</param>
/// <example><code>new SGD(new InverseTimeDecay(0.1f, decaySteps: 1000, decayRate: 0.5f))</code></example>
public sealed class InverseTimeDecay(float initialLearningRate, float decaySteps, float decayRate, bool staircase = false) : LearningRateSchedule
{
    /// <summary>Learning rate of step 0.</summary>
    public float InitialLearningRate { get; } = Require.NotNegative(initialLearningRate);

    /// <summary>Unit of the time.</summary>
    public float DecaySteps { get; } = Require.Positive(decaySteps);

    /// <summary>How fast it falls.</summary>
    public float DecayRate { get; } = decayRate;

    /// <summary>Whether the rate falls in stairs.</summary>
    public bool Staircase { get; } = staircase;

    /// <summary>A name that files keep.</summary>
    public string? Name { get; init; } = "InverseTimeDecay";

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
        return InitialLearningRate / (1 + (DecayRate * (Staircase ? periods.Floor() : periods)));
    }
}
