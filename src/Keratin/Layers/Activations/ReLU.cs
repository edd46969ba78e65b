using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Rectified linear unit with Keras' three extras: <c>min(x, maxValue)</c> from the threshold on, <c>negativeSlope · (x - threshold)</c> below.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <example><code>KerasTensor y = new ReLU { MaxValue = 6 }.Apply(new Input(10));   // (None, 10)</code></example>
public sealed class ReLU : Layer
{
    /// <summary>Largest value of the result; none by default.</summary>
    public float? MaxValue { get; init; }

    /// <summary>Slope below the threshold.</summary>
    public float NegativeSlope { get; init; }

    /// <summary>Where the function begins to rise.</summary>
    public float Threshold { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (MaxValue is { } max)
            Require.NotNegative(max, nameof(MaxValue));
        Require.NotNegative(NegativeSlope, nameof(NegativeSlope));
        Require.NotNegative(Threshold, nameof(Threshold));
    }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.Relu(NegativeSlope, MaxValue, Threshold);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["max_value"] = MaxValue;
        config["negative_slope"] = NegativeSlope;
        config["threshold"] = Threshold;
    }

    // ThresholdedReLU of older files has a theta.
    internal static ReLU FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        MaxValue = (float?)config["max_value"],
        NegativeSlope = (float?)config["negative_slope"] ?? 0,
        Threshold = (float?)config["threshold"] ?? (float?)config["theta"] ?? 0,
    };

    internal static ReLU FromThresholdedReLU(JsonObject config)
    {
        config["theta"] ??= 1;
        return FromConfig(config);
    }
}
