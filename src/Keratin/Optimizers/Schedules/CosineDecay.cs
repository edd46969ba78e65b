using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>
/// Falls along half a cosine: <c>r · ((1 - alpha) · ½(1 + cos(π · step / decaySteps)) + alpha)</c>, then stays. Before that it may warm up: rise on a
/// line from <c>initialLearningRate</c> to <c>r = warmupTarget</c> in <c>warmupSteps</c>, which are not counted as steps of the decay.
/// </summary>
/// <remarks>Loshchilov, Hutter: "SGDR: stochastic gradient descent with warm restarts", 2017; the warm-up: Goyal et al. 2017.</remarks>
/// <param name="initialLearningRate">Learning rate of step 0.</param>
/// <param name="decaySteps">Steps of the decay; positive.</param>
/// <param name="alpha">The part of the largest rate at which it ends.</param>
/// <param name="warmupTarget">Where the warm-up ends; null for none, then <c>r = initialLearningRate</c>.</param>
/// <param name="warmupSteps">Steps of the warm-up.</param>
/// <example><code>new AdamW(new CosineDecay(0, decaySteps: 9_000, warmupTarget: 1e-3f, warmupSteps: 1_000))</code></example>
public sealed class CosineDecay(float initialLearningRate, float decaySteps, float alpha = 0, float? warmupTarget = null, float warmupSteps = 0)
    : LearningRateSchedule
{
    /// <summary>Learning rate of step 0.</summary>
    public float InitialLearningRate { get; } = Require.NotNegative(initialLearningRate);

    /// <summary>Steps of the decay.</summary>
    public float DecaySteps { get; } = Require.Positive(decaySteps);

    /// <summary>The part of the largest rate at which it ends.</summary>
    public float Alpha { get; } = alpha;

    /// <summary>Where the warm-up ends.</summary>
    public float? WarmupTarget { get; } = warmupTarget;

    /// <summary>Steps of the warm-up.</summary>
    public float WarmupSteps { get; } = Require.NotNegative(warmupSteps);

    /// <summary>A name that files keep.</summary>
    public string? Name { get; init; } = "CosineDecay";

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["initial_learning_rate"] = InitialLearningRate,
        ["decay_steps"] = Steps(DecaySteps),
        ["alpha"] = Alpha,
        ["name"] = Name,
        ["warmup_target"] = WarmupTarget,
        ["warmup_steps"] = Steps(WarmupSteps),
    };

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor step)
    {
        if (WarmupTarget is not { } target)
            return Decay(step, InitialLearningRate);
        if (WarmupSteps == 0)
            return Decay(step, target);
        KerasTensor warmup = ((target - InitialLearningRate) * (step / WarmupSteps)) + InitialLearningRate;
        return Ops.Constant(WarmupSteps).Greater(step).Where(warmup, Decay(step - WarmupSteps, target));
    }

    private KerasTensor Decay(KerasTensor step, float from)
    {
        KerasTensor fraction = step.Minimum(Ops.Constant(DecaySteps)) / DecaySteps;
        KerasTensor cosine = 0.5f * (1 + (MathF.PI * fraction).Cos());
        return from * ((Complement.Of(Alpha) * cosine) + Alpha);
    }
}
