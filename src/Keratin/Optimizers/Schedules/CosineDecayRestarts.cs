using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>
/// Falls along half a cosine again and again: <c>initialLearningRate · ((1 - alpha) · mMulⁱ · ½(1 + cos(π · f)) + alpha)</c>, where the i-th period is
/// <c>firstDecaySteps · tMulⁱ</c> steps long and f is the part of it that has passed.
/// </summary>
/// <remarks>Loshchilov, Hutter: "SGDR: stochastic gradient descent with warm restarts", 2017.</remarks>
/// <param name="initialLearningRate">Learning rate of step 0.</param>
/// <param name="firstDecaySteps">Steps of the first period; positive.</param>
/// <param name="tMul">How much longer each period is than the one before.</param>
/// <param name="mMul">How much higher each period begins than the one before.</param>
/// <param name="alpha">The part of <paramref name="initialLearningRate"/> at which periods end.</param>
/// <example><code>new SGD(new CosineDecayRestarts(0.1f, firstDecaySteps: 1_000, mMul: 0.8f))</code></example>
public sealed class CosineDecayRestarts(float initialLearningRate, float firstDecaySteps, float tMul = 2, float mMul = 1, float alpha = 0)
    : LearningRateSchedule
{
    /// <summary>Learning rate of step 0.</summary>
    public float InitialLearningRate { get; } = Require.NotNegative(initialLearningRate);

    /// <summary>Steps of the first period.</summary>
    public float FirstDecaySteps { get; } = Require.Positive(firstDecaySteps);

    /// <summary>How much longer each period is than the one before.</summary>
    public float TMul { get; } = Require.Positive(tMul);

    /// <summary>How much higher each period begins than the one before.</summary>
    public float MMul { get; } = mMul;

    /// <summary>The part of the first learning rate at which periods end.</summary>
    public float Alpha { get; } = alpha;

    /// <summary>A name that files keep.</summary>
    public string? Name { get; init; } = "SGDRDecay";

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["initial_learning_rate"] = InitialLearningRate,
        ["first_decay_steps"] = Steps(FirstDecaySteps),
        ["t_mul"] = TMul,
        ["m_mul"] = MMul,
        ["alpha"] = Alpha,
        ["name"] = Name,
    };

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor step)
    {
        KerasTensor passed = step / FirstDecaySteps;
        var (period, fraction) = TMul == 1 ? (passed.Floor(), passed - passed.Floor()) : Period(passed);
        KerasTensor cosine = 0.5f * Ops.Constant(MMul).Power(period) * (1 + (MathF.PI * fraction).Cos());
        return InitialLearningRate * (((1 - Alpha) * cosine) + Alpha);
    }

    // Periods 0 to i-1 last (1 - tⁱ) / (1 - t) together, in units of the first. Solved for i by logarithms, whose rounding may
    // leave the first step of a period in the one before: then the sum itself says that the period has begun.
    private (KerasTensor Period, KerasTensor Fraction) Period(KerasTensor passed)
    {
        KerasTensor period = ((1 - (passed * (1 - TMul))).Log() / Ops.Constant(TMul).Log()).Floor();
        period += passed.GreaterEqual(Begin(period + 1));
        return (period, (passed - Begin(period)) / Ops.Constant(TMul).Power(period));
    }

    private KerasTensor Begin(KerasTensor period) => (1 - Ops.Constant(TMul).Power(period)) / (1 - TMul);
}
