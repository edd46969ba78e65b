using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training adds a random number to all pixels of an image; else leaves them as they are. Results are cut off at the ends of the
/// value range.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="factor">The number as a part of the value range, from -1 (black) to 1 (white): 0.2 means from -0.2 to 0.2 of it.</param>
/// <example><code>KerasTensor y = new RandomBrightness(0.2f) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomBrightness(Factor factor) : RandomColorLayer(factor.Within(-1, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (low, high) = ImageConfig.Sorted(ValueRange);
        return (images + (Drawn(images) * (high - low))).Clip(low, high);
    }

    internal static RandomBrightness FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
