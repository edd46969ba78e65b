using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Uniform between two limits.</summary>
/// <param name="minValue">Lower limit.</param>
/// <param name="maxValue">Upper limit.</param>
public sealed class RandomUniform(float minValue = -0.05f, float maxValue = 0.05f) : Initializer
{
    /// <summary>Lower limit.</summary>
    public float MinValue { get; } = minValue;

    /// <summary>Upper limit.</summary>
    public float MaxValue { get; } = maxValue;

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["seed"] = Seed, ["minval"] = MinValue, ["maxval"] = MaxValue };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape) => RandomFill.Uniform(values, NextSeed(), chunk =>
    {
        foreach (ref float value in chunk)
            value = MinValue + ((MaxValue - MinValue) * value);
    });
}
