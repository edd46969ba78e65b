using System.Text.Json.Nodes;

namespace Keratin.Constraints;

/// <summary>Vectors longer than a limit are shortened to it: <c>w · min(‖w‖, max) / (ε + ‖w‖)</c>, ε = 1e-7. Srivastava et al. 2014, <i>Dropout</i>.</summary>
/// <param name="maxValue">The limit, not negative.</param>
/// <param name="axes">Axes along which lengths are measured; <c>[0]</c> by default: for a Dense kernel each unit's incoming weights.
/// For a Conv2D kernel <c>[0, 1, 2]</c>.</param>
public sealed class MaxNorm(float maxValue = 2, IReadOnlyList<int>? axes = null) : Constraint
{
    /// <summary>The limit.</summary>
    public float MaxValue { get; } = Require.NotNegative(maxValue, nameof(maxValue));

    /// <summary>Axes along which lengths are measured.</summary>
    public IReadOnlyList<int> Axes { get; } = axes ?? [0];

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["max_value"] = MaxValue, ["axis"] = AxisConfig(Axes) };

    /// <inheritdoc/>
    public override KerasTensor Apply(KerasTensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        KerasTensor norm = Norm(weight, Axes);
        return weight * (norm.Clip(0, MaxValue) / (norm + Epsilon));
    }
}
