using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>Divides the gradient by a running root mean square: <c>v ← ρ·v + (1 - ρ)·g², w ← w - lr · g / √(v + ε)</c>.</summary>
/// <remarks>Tieleman, Hinton: "Lecture 6.5, RMSProp", Coursera 2012. The epsilon stands inside the root, as in Keras.</remarks>
/// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
/// <param name="rho">How much of the mean square stays.</param>
/// <param name="momentum">How much of the last step is taken again.</param>
/// <param name="epsilon">Added under the root.</param>
/// <param name="centered">Whether the variance stands for the mean square: <c>v - ḡ²</c>.</param>
/// <example><code>model.Compile(new RMSprop(), "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class RMSprop(
    LearningRateSchedule? learningRate = null, float rho = 0.9f, float momentum = 0, float epsilon = 1e-7f, bool centered = false)
    : Optimizer(learningRate ?? 0.001f)
{
    private Variable[] _velocities = [], _momenta = [], _averages = [];

    /// <summary>How much of the mean square stays.</summary>
    public float Rho { get; } = Require.Fraction(rho);

    /// <summary>How much of the last step is taken again.</summary>
    public float Momentum { get; } = Require.Fraction(momentum);

    /// <summary>Added under the root.</summary>
    public float Epsilon { get; } = Require.NotNegative(epsilon);

    /// <summary>Whether the variance stands for the mean square.</summary>
    public bool Centered { get; } = centered;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        _velocities = [.. weights.Select(weight => AddSlot(weight, "velocity"))];
        _momenta = Momentum > 0 ? [.. weights.Select(weight => AddSlot(weight, "momentum"))] : [];
        _averages = Centered ? [.. weights.Select(weight => AddSlot(weight, "average_gradient"))] : [];
    }

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        if (Momentum == 0 && !Centered)
        {
            var (next, mean) = RMSpropUpdateOp.Of(new RMSpropUpdateOp(Rho, Epsilon), weight, gradient, _velocities[index], rate);
            _velocities[index].Assign(mean);
            return next;
        }
        KerasTensor velocity = (_velocities[index] * Ops.Constant(Rho)) + (gradient.Square() * Complement.Of(Rho));
        _velocities[index].Assign(velocity);
        if (Centered)
        {
            KerasTensor average = (_averages[index] * Ops.Constant(Rho)) + (gradient * Complement.Of(Rho));
            _averages[index].Assign(average);
            velocity -= average.Square();
        }
        KerasTensor increment = rate * gradient / (velocity + Epsilon).Sqrt();
        if (Momentum == 0)
            return weight - increment;
        KerasTensor moved = (_momenta[index] * Ops.Constant(Momentum)) + increment;
        _momenta[index].Assign(moved);
        return weight - moved;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["rho"] = Rho;
        config["momentum"] = Momentum;
        config["epsilon"] = Epsilon;
        config["centered"] = Centered;
    }
}
