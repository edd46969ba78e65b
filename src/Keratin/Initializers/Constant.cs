using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>All the same number.</summary>
/// <param name="value">The number.</param>
public sealed class Constant(float value = 0) : Initializer
{
    /// <summary>The number.</summary>
    public float Value { get; } = value;

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["value"] = Value };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape) => values.Fill(Value);
}
