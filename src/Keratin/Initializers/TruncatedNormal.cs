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
    public override void Fill(Span<float> values, Shape shape) => Fill(values, NewStream(), Mean, Stddev);

    internal static void Fill(Span<float> values, RandomStream stream, float mean, float stddev)
    {
        foreach (ref float value in values)
        {
            float normal;
            do
            {
                normal = stream.NextNormal();
            }
            while (MathF.Abs(normal) > 2);
            value = mean + (stddev * normal);
        }
    }
}
