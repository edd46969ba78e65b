using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training turns the bright values of each image round, like a negative held against the light too early: <c>255 - x</c> from a random
/// threshold on; else leaves them as they are.</summary>
/// <remarks>
/// <para>As in Keras, pixels below the threshold stay, so a threshold of 0 turns all round. Before that a random number is added. Both are drawn as if pixels went from 0 to 255.</para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="additionFactor">How much is added, as a part of 255, from 0 to 1: drawn from 0 to the number, or from a range. 0 by default.</param>
/// <param name="thresholdFactor">Where the turn is, as a part of 255. 0 by default.</param>
/// <example><code>KerasTensor y = new Solarization(thresholdFactor: 1) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class Solarization(Factor? additionFactor = null, Factor? thresholdFactor = null) : RandomImageLayer
{
    private const float White = 255;

    /// <summary>From which addition to which.</summary>
    public Factor AdditionFactor { get; } = Range(additionFactor ?? 0, nameof(additionFactor));

    /// <summary>From which threshold to which.</summary>
    public Factor ThresholdFactor { get; } = Range(thresholdFactor ?? 0, nameof(thresholdFactor));

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init => field = ImageConfig.Sorted(value); } = (0, 255);

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Shape each = [images.Shape[0], 1, 1, 1];
        // The lower ends are not multiplied, as in Keras.
        KerasTensor added = Random.Uniform(each, AdditionFactor.Lower, AdditionFactor.Upper * White);
        KerasTensor threshold = Random.Uniform(each, ThresholdFactor.Lower, ThresholdFactor.Upper * White);
        KerasTensor x = (ValueRanges.Move(images, ValueRange, (0, White)) + added).Clip(0, White);
        return ValueRanges.Move(threshold.Greater(x).Where(x, White - x), (0, White), ValueRange);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["value_range"] = ImageConfig.ToJson(ValueRange);
        config["addition_factor"] = AdditionFactor.ToJson();
        config["threshold_factor"] = ThresholdFactor.ToJson();
    }

    internal static Solarization FromConfig(JsonObject config) =>
        new(ImageConfig.Factor(config["addition_factor"]), ImageConfig.Factor(config["threshold_factor"]))
        {
            Name = (string)config["name"]!,
            ValueRange = ImageConfig.Range(config["value_range"]),
            Seed = ImageConfig.Seed(config),
            DataFormat = ImageConfig.Format(config),
        };

    private static Factor Range(Factor factor, string name)
    {
        Factor range = factor.Checked(0, 1, name);
        return factor.IsRange ? range : new(0, range.Upper);
    }
}
