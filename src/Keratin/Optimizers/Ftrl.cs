using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// "Follow the regularized leader", which sets weights to exactly 0: with <c>p = -learningRatePower</c>, <c>λ₂ = l2 + β / (2·lr)</c> and
/// <c>n' = n + g²</c> it is <c>z ← z + g + 2·shrinkage·w - (n'ᵖ - nᵖ) / lr · w</c>, <c>w ← (clip(z, -l1, l1) - z) / (n'ᵖ / lr + 2·λ₂)</c>, <c>n ← n'</c>.
/// </summary>
/// <remarks>McMahan et al.: "Ad click prediction: a view from the trenches", 2013; made for large sparse linear models.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="learningRatePower">How the step shrinks with the sum of squares; at most 0, where 0 is not at all.</param>
/// <param name="initialAccumulatorValue">What the sum of squares begins with.</param>
/// <param name="l1RegularizationStrength">Pulls weights to exactly 0.</param>
/// <param name="l2RegularizationStrength">Keeps weights small.</param>
/// <param name="l2ShrinkageRegularizationStrength">Keeps weights small too, through the gradient that goes into z alone.</param>
/// <param name="beta">The paper's β.</param>
/// <example><code>model.Compile(new Ftrl(0.05f, l1RegularizationStrength: 0.01f), "mse");</code></example>
public sealed class Ftrl(
    LearningRateSchedule? learningRate = null, float learningRatePower = -0.5f, float initialAccumulatorValue = 0.1f,
    float l1RegularizationStrength = 0, float l2RegularizationStrength = 0, float l2ShrinkageRegularizationStrength = 0, float beta = 0)
    : Optimizer(learningRate ?? 0.001f)
{
    private readonly List<Variable> _accumulators = [], _linears = [];

    /// <summary>How the step shrinks with the sum of squares.</summary>
    public float LearningRatePower { get; } = learningRatePower <= 0 ? learningRatePower
        : throw new ArgumentOutOfRangeException(nameof(learningRatePower), learningRatePower, "'learningRatePower' is at most 0.");

    /// <summary>What the sum of squares begins with.</summary>
    public float InitialAccumulatorValue { get; } = Require.NotNegative(initialAccumulatorValue);

    /// <summary>Pulls weights to exactly 0.</summary>
    public float L1RegularizationStrength { get; } = Require.NotNegative(l1RegularizationStrength);

    /// <summary>Keeps weights small.</summary>
    public float L2RegularizationStrength { get; } = Require.NotNegative(l2RegularizationStrength);

    /// <summary>Keeps weights small too.</summary>
    public float L2ShrinkageRegularizationStrength { get; } = Require.NotNegative(l2ShrinkageRegularizationStrength);

    /// <summary>The paper's β.</summary>
    public float Beta { get; } = beta;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        foreach (Variable weight in weights)
        {
            _accumulators.Add(AddSlot(weight, "accumulator", InitialAccumulatorValue));
            _linears.Add(AddSlot(weight, "linear"));
        }
    }

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor old = _accumulators[index], sum = old + gradient.Square(), power = Power(sum);
        KerasTensor linear = _linears[index] + Shrunk(gradient, weight) - ((power - Power(old)) / rate * weight);
        _linears[index].Assign(linear);
        _accumulators[index].Assign(sum);
        KerasTensor quadratic = (power / rate) + (2 * (L2RegularizationStrength + (Beta / (2 * rate))));
        return (linear.Clip(-L1RegularizationStrength, L1RegularizationStrength) - linear) / quadratic;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["learning_rate_power"] = LearningRatePower;
        config["initial_accumulator_value"] = InitialAccumulatorValue;
        config["l1_regularization_strength"] = L1RegularizationStrength;
        config["l2_regularization_strength"] = L2RegularizationStrength;
        config["l2_shrinkage_regularization_strength"] = L2ShrinkageRegularizationStrength;
        config["beta"] = Beta;
    }

    private KerasTensor Shrunk(KerasTensor gradient, KerasTensor weight) =>
        L2ShrinkageRegularizationStrength == 0 ? gradient : gradient + (weight * (2 * L2ShrinkageRegularizationStrength));

    // A root is much faster than a power.
    private KerasTensor Power(KerasTensor sum) => LearningRatePower == -0.5f ? sum.Sqrt() : sum.Power(Ops.Constant(-LearningRatePower));
}
