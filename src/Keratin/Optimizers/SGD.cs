using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>Stochastic gradient descent: <c>w ← w - lr · g</c>; with momentum <c>m ← μ·m - lr·g, w ← w + m</c>; Nesterov <c>w ← w + μ·m - lr·g</c>.</summary>
/// <param name="learningRate">Size of a step, or a schedule; 0.01 by default.</param>
/// <param name="momentum">How much of the last step is taken again, from 0 to 1.</param>
/// <param name="nesterov">Whether the gradient counts as taken after the step; Nesterov 1983, in the form of Sutskever et al. 2013.</param>
/// <example><code>model.Compile(new SGD(0.1f, momentum: 0.9f), "mse");</code></example>
public sealed class SGD(LearningRateSchedule? learningRate = null, float momentum = 0, bool nesterov = false) : Optimizer(learningRate ?? 0.01f)
{
    private Variable[] _momenta = [];

    /// <summary>How much of the last step is taken again.</summary>
    public float Momentum { get; } = Require.Fraction(momentum);

    /// <summary>Whether Nesterov's form is used.</summary>
    public bool Nesterov { get; } = nesterov;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights) =>
        _momenta = Momentum == 0 ? [] : [.. weights.Select(weight => AddSlot(weight, "momentum"))];

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor pull = gradient * rate;
        if (Momentum == 0)
            return weight - pull;
        KerasTensor velocity = (_momenta[index] * Ops.Constant(Momentum)) - pull;
        _momenta[index].Assign(velocity);
        return Nesterov ? weight + (velocity * Momentum) - pull : weight + velocity;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["momentum"] = Momentum;
        config["nesterov"] = Nesterov;
    }
}
