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
    /// <param name="distribution"><c>truncated_normal</c>, of which <c>normal</c> is an old name, <c>untruncated_normal</c> or <c>uniform</c>.</param>
    public VarianceScaling(float scale = 1, string mode = "fan_in", string distribution = "truncated_normal")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        if (mode is not ("fan_in" or "fan_out" or "fan_avg"))
            throw new ArgumentException($"VarianceScaling: expected mode fan_in, fan_out or fan_avg; got '{mode}'.", nameof(mode));
        if (distribution == "normal")
            distribution = "truncated_normal";
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

    /// <summary>The axes whose lengths make up the inputs, where <see cref="OutputAxes"/> are given too; null for the rule above.</summary>
    public IReadOnlyList<int>? InputAxes { get; init; }

    /// <summary>The axes whose lengths make up the outputs, where <see cref="InputAxes"/> are given too; null for the rule above.</summary>
    public IReadOnlyList<int>? OutputAxes { get; init; }

    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed, ["scale"] = Scale, ["mode"] = Mode, ["distribution"] = Distribution });

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

    /// <summary>Adds the axes to a configuration, as all that derive from this class have them.</summary>
    private protected JsonObject Axes(JsonObject config)
    {
        config["input_axes"] = ToJson(InputAxes);
        config["output_axes"] = ToJson(OutputAxes);
        return config;
    }

    private double Fan(Shape shape)
    {
        if (InputAxes is { } inputs && OutputAxes is { } outputs)
            return Fan(Product(shape, inputs), Product(shape, outputs));
        double receptive = shape.Rank > 2 ? shape[..^2].Elements : 1;
        double fanIn = shape.Rank > 1 ? shape[^2] * receptive : shape.Rank == 1 ? shape[0] : 1;
        double fanOut = shape.Rank > 0 ? shape[^1] * receptive : 1;
        return Fan(fanIn, fanOut);
    }

    private double Fan(double fanIn, double fanOut) => Mode switch
    {
        "fan_in" => fanIn,
        "fan_out" => fanOut,
        _ => (fanIn + fanOut) / 2,
    };

    private static double Product(Shape shape, IReadOnlyList<int> axes) =>
        axes.Aggregate(1.0, (product, axis) => product * shape[Keratin.Axes.Normalize(axis, shape.Rank, nameof(VarianceScaling))]);

    private static JsonArray? ToJson(IReadOnlyList<int>? axes) => axes is null ? null : new([.. axes.Select(axis => JsonValue.Create(axis))]);
}
