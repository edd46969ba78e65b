using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Normally distributed.</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation.</param>
public sealed class RandomNormal(float mean = 0, float stddev = 0.05f) : Initializer
{
    /// <summary>Mean.</summary>
    public float Mean { get; } = mean;

    /// <summary>Standard deviation.</summary>
    public float Stddev { get; } = stddev;

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["seed"] = Seed, ["mean"] = Mean, ["stddev"] = Stddev };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape) => RandomFill.Normal(values, NextSeed(), chunk =>
    {
        foreach (ref float value in chunk)
            value = Mean + (Stddev * value);
    });
}
