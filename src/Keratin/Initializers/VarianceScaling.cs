using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Random numbers whose variance follows from the size of the kernel: <c>scale / n</c>, n the inputs, outputs, or their mean.</summary>
/// <remarks>Inputs are <c>Π(kernel size) · channels in</c>, outputs <c>Π(kernel size) · channels out</c>.</remarks>
public class VarianceScaling : Initializer
{
    // The standard deviation of a normal distribution cut at two of its own.
    private const double TruncatedStddev = 0.87962566103423978;

    /// <summary>Which numbers.</summary>
    /// <param name="scale">Positive.</param>
    /// <param name="mode"><c>fan_in</c>, <c>fan_out</c> or <c>fan_avg</c>.</param>
    /// <param name="distribution"><c>truncated_normal</c>, <c>untruncated_normal</c> or <c>uniform</c>.</param>
    public VarianceScaling(float scale = 1, string mode = "fan_in", string distribution = "truncated_normal")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        if (mode is not ("fan_in" or "fan_out" or "fan_avg"))
            throw new ArgumentException($"VarianceScaling: expected mode fan_in, fan_out or fan_avg; got '{mode}'.", nameof(mode));
        if (distribution is not ("truncated_normal" or "untruncated_normal" or "uniform"))
            throw new ArgumentException(
                $"VarianceScaling: expected distribution truncated_normal, untruncated_normal or uniform; got '{distribution}'.", nameof(distribution));
        (Scale, Mode, Distribution) = (scale, mode, distribution);
    }

    /// <summary>Scale of the variance.</summary>
    public float Scale { get; }

    /// <summary>What the variance is divided by.</summary>
    public string Mode { get; }

    /// <summary>Shape of the distribution.</summary>
    public string Distribution { get; }

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["scale"] = Scale, ["mode"] = Mode, ["distribution"] = Distribution, ["seed"] = Seed };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        double variance = Scale / Math.Max(1, Fan(shape));
        ulong seed = NextSeed();
        float deviation = (float)Math.Sqrt(variance), limit = (float)Math.Sqrt(3 * variance);
        if (Distribution == "truncated_normal")
            TruncatedNormal.Fill(values, seed, 0, (float)(Math.Sqrt(variance) / TruncatedStddev));
        else if (Distribution == "uniform")
            RandomFill.Uniform(values, seed, chunk => Spread(chunk, limit));
        else
            RandomFill.Normal(values, seed, chunk => TensorPrimitives.Multiply(chunk, deviation, chunk));
    }

    // From [0, 1) to [-limit, limit).
    private static void Spread(Span<float> units, float limit)
    {
        foreach (ref float value in units)
            value = limit * ((2 * value) - 1);
    }

    private double Fan(Shape shape)
    {
        double receptive = shape.Rank > 2 ? shape[..^2].Elements : 1;
        double fanIn = shape.Rank > 1 ? shape[^2] * receptive : shape.Rank == 1 ? shape[0] : 1;
        double fanOut = shape.Rank > 0 ? shape[^1] * receptive : 1;
        return Mode switch
        {
            "fan_in" => fanIn,
            "fan_out" => fanOut,
            _ => (fanIn + fanOut) / 2,
        };
    }
}
