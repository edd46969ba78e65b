using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Normally distributed, numbers further than two standard deviations from the mean drawn again.</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation before truncation.</param>
public sealed class TruncatedNormal(float mean = 0, float stddev = 0.05f) : Initializer
{
    /// <summary>Mean.</summary>
    public float Mean { get; } = mean;

    /// <summary>Standard deviation before truncation.</summary>
    public float Stddev { get; } = stddev;

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["seed"] = Seed, ["mean"] = Mean, ["stddev"] = Stddev };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape) => Fill(values, NextSeed(), Mean, Stddev);

    internal static void Fill(Span<float> values, ulong seed, float mean, float stddev) => RandomFill.TruncatedNormal(values, seed, chunk =>
    {
        foreach (ref float value in chunk)
            value = mean + (stddev * value);
    });
}
