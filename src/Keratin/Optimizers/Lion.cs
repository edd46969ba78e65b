using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>Steps of one size along the sign of a mean: <c>w ← w - lr · sign(β₁·m + (1 - β₁)·g)</c>, then <c>m ← β₂·m + (1 - β₂)·g</c>.</summary>
/// <remarks>
/// Chen et al.: "Symbolic discovery of optimization algorithms", 2023. It wants a learning rate three to ten times smaller than Adam's, and as much more
/// weight decay; it needs half the memory.
/// </remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="beta1">How much of the mean goes into the step; above 0.</param>
/// <param name="beta2">How much of the mean stays.</param>
/// <example><code>model.Compile(new Lion(1e-4f) { WeightDecay = 0.1f }, "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class Lion(LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.99f) : Optimizer(learningRate ?? 0.001f)
{
    private Variable[] _momenta = [];

    /// <summary>How much of the mean goes into the step.</summary>
    public float Beta1 { get; } = beta1 is > 0 and <= 1 ? beta1
        : throw new ArgumentOutOfRangeException(nameof(beta1), beta1, "'beta1' lies above 0 and is at most 1; with 0 only the gradient's sign would count.");

    /// <summary>How much of the mean stays.</summary>
    public float Beta2 { get; } = Require.Fraction(beta2);

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights) => _momenta = [.. weights.Select(weight => AddSlot(weight, "momentum"))];

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        // 1 - β is taken in float, as in Keras: of a mean and a gradient that cancel, the rounding decides the sign.
        KerasTensor m = _momenta[index];
        _momenta[index].Assign((m * Beta2) + (gradient * (1 - Beta2)));
        return weight - (((m * Beta1) + (gradient * (1 - Beta1))).Sign() * rate);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
    }
}
