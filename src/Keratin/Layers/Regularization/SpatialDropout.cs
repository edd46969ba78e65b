using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What dropouts of whole channels share.</summary>
public abstract class SpatialDropout : Layer
{
    private readonly int _spatialAxes;
    private SeedGenerator? _random;

    private protected SpatialDropout(float rate, int spatialAxes) => (Rate, _spatialAxes) = (Require.Fraction(rate), spatialAxes);

    /// <summary>Fraction of the channels set to 0; the others are divided by <c>1 - rate</c>.</summary>
    public float Rate { get; }

    /// <summary>The same masks in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    private protected virtual DataFormat Format => DataFormat.ChannelsLast;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != _spatialAxes + 2)
            throw new ShapeException($"{this}", $"rank {_spatialAxes + 2}: a batch, {_spatialAxes} spatial axes and channels", $"{input}");
        _random = new SeedGenerator(Seed);
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!training || Rate == 0)
            return x;
        int channels = Format == DataFormat.ChannelsLast ? x.Rank - 1 : 1;
        return DropoutMask.Apply(x, Rate, [.. x.Shape.Select((length, axis) => axis == 0 || axis == channels ? length : 1)], _random!);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Keras' class takes these only.
        config.Remove("trainable");
        config["dtype"] = "float32";
        config["rate"] = Rate;
        config["seed"] = Seed;
    }

    private protected static float RateOf(JsonObject config) => (float?)config["rate"] ?? (float)config["p"]!;
}
