using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>Stays the same between boundaries: <c>values[i]</c> for <c>boundaries[i-1] &lt; step ≤ boundaries[i]</c>.</summary>
/// <remarks>A step that is a boundary still has the value before it.</remarks>
/// <example><code>new SGD(new PiecewiseConstantDecay([30_000, 60_000], [0.1f, 0.01f, 0.001f]))</code></example>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly float[] _boundaries, _values;

    /// <summary>Boundaries and what lies between them.</summary>
    /// <param name="boundaries">Steps, each larger than the one before; at least one.</param>
    /// <param name="values">Learning rates, one more than boundaries.</param>
    /// <exception cref="ArgumentException">The numbers of boundaries and values do not fit, or the boundaries do not rise.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<float> boundaries, IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        if (boundaries.Count == 0 || values.Count != boundaries.Count + 1)
            throw new ArgumentException(
                $"PiecewiseConstantDecay: expected boundaries and one value more; got {boundaries.Count} boundaries and {values.Count} values.");
        (_boundaries, _values) = ([.. boundaries], [.. values]);
        for (int i = 1; i < _boundaries.Length; i++)
        {
            if (!(_boundaries[i] > _boundaries[i - 1]))
                throw new ArgumentException($"PiecewiseConstantDecay: expected boundaries that rise; got {_boundaries[i]} after {_boundaries[i - 1]}.");
        }
    }

    /// <summary>The last steps of the pieces, but for the last piece.</summary>
    public IReadOnlyList<float> Boundaries => _boundaries;

    /// <summary>Learning rates of the pieces.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>A name that files keep.</summary>
    public string? Name { get; init; } = "PiecewiseConstant";

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["boundaries"] = new JsonArray([.. _boundaries.Select(Steps)]),
        ["values"] = new JsonArray([.. _values.Select(value => JsonValue.Create(value))]),
        ["name"] = Name,
    };

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor step)
    {
        KerasTensor rate = Ops.Constant(_values[^1]);
        for (int i = _boundaries.Length - 1; i >= 0; i--)
            rate = Ops.Constant(_boundaries[i]).GreaterEqual(step).Where(Ops.Constant(_values[i]), rate);
        return rate;
    }
}
