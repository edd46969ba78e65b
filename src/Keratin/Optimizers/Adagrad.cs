using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>Divides the gradient by the root of all its squares so far: <c>a ← a + g²</c>, <c>w ← w - lr · g / √(a + ε)</c>.</summary>
/// <remarks>Duchi, Hazan, Singer: "Adaptive subgradient methods for online learning and stochastic optimization", 2011.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default. Larger ones than for others are usual, the paper's is 1.</param>
/// <param name="initialAccumulatorValue">What the sum of squares begins with.</param>
/// <param name="epsilon">Added under the root.</param>
/// <example><code>model.Compile(new Adagrad(0.01f), "mse");</code></example>
public sealed class Adagrad(LearningRateSchedule? learningRate = null, float initialAccumulatorValue = 0.1f, float epsilon = 1e-7f)
    : Optimizer(learningRate ?? 0.001f)
{
    private Variable[] _accumulators = [];

    /// <summary>What the sum of squares begins with.</summary>
    public float InitialAccumulatorValue { get; } = Require.NotNegative(initialAccumulatorValue);

    /// <summary>Added under the root.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights) =>
        _accumulators = [.. weights.Select(weight => AddSlot(weight, "accumulator", InitialAccumulatorValue))];

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor sum = _accumulators[index] + gradient.Square();
        _accumulators[index].Assign(sum);
        return weight - (gradient * rate / (sum + Epsilon).Sqrt());
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["initial_accumulator_value"] = InitialAccumulatorValue;
        config["epsilon"] = Epsilon;
    }
}
