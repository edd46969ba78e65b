using System.Text.Json.Nodes;

namespace Keratin.Constraints;

/// <summary>Vectors get length 1: <c>w / (ε + ‖w‖)</c>, ε = 1e-7.</summary>
/// <param name="axes">Axes along which lengths are measured; <c>[0]</c> by default: for a Dense kernel each unit's incoming weights.</param>
public sealed class UnitNorm(IReadOnlyList<int>? axes = null) : Constraint
{
    /// <summary>Axes along which lengths are measured.</summary>
    public IReadOnlyList<int> Axes { get; } = axes ?? [0];

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["axis"] = AxisConfig(Axes) };

    /// <inheritdoc/>
    public override KerasTensor Apply(KerasTensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return weight / (Norm(weight, Axes) + Epsilon);
    }
}
