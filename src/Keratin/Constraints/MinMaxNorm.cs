using System.Text.Json.Nodes;

namespace Keratin.Constraints;

/// <summary>Vectors' lengths are drawn towards a range: <c>w · (rate · clip(‖w‖, min, max) + (1 - rate) · ‖w‖) / (ε + ‖w‖)</c>, ε = 1e-7.</summary>
/// <param name="minValue">Least length.</param>
/// <param name="maxValue">Greatest length.</param>
/// <param name="rate">How much of the way is gone at each step, from 0 to 1; 1 brings every length into the range.</param>
/// <param name="axes">Axes along which lengths are measured; <c>[0]</c> by default.</param>
public sealed class MinMaxNorm(float minValue = 0, float maxValue = 1, float rate = 1, IReadOnlyList<int>? axes = null) : Constraint
{
    /// <summary>Least length.</summary>
    public float MinValue { get; } = Require.NotNegative(minValue, nameof(minValue));

    /// <summary>Greatest length.</summary>
    public float MaxValue { get; } = maxValue >= minValue
        ? maxValue
        : throw new ArgumentException($"MinMaxNorm: expected a maxValue of at least minValue, {minValue}; got {maxValue}.", nameof(maxValue));

    /// <summary>How much of the way is gone at each step.</summary>
    public float Rate { get; } = Require.Fraction(rate, nameof(rate));

    /// <summary>Axes along which lengths are measured.</summary>
    public IReadOnlyList<int> Axes { get; } = axes ?? [0];

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["min_value"] = MinValue,
        ["max_value"] = MaxValue,
        ["rate"] = Rate,
        ["axis"] = AxisConfig(Axes),
    };

    /// <inheritdoc/>
    public override KerasTensor Apply(KerasTensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        KerasTensor norm = Norm(weight, Axes);
        KerasTensor desired = (norm.Clip(MinValue, MaxValue) * Rate) + (norm * (1 - Rate));
        return weight * (desired / (norm + Epsilon));
    }
}
