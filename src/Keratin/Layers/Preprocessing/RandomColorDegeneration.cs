using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training makes the colours of each image greyer; else leaves them as they are. Results are cut off at the ends of the value range.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue. <b>Output</b> the same.</para></remarks>
/// <param name="factor">How much, from 0 to 1 (grey): drawn from the range. One number u, as in Keras, means from -u to u; below 0 colours become stronger.</param>
/// <example><code>KerasTensor y = new RandomColorDegeneration((0, 0.5f)) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomColorDegeneration(Factor factor) : RandomColorLayer(factor.Within(-1, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (low, high) = ImageConfig.Sorted(ValueRange);
        _ = ImageAxes.Channels($"{this}", images);
        return (images + (Drawn(images) * (images.RgbToGrayscale() - images))).Clip(low, high);
    }

    internal static RandomColorDegeneration FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
