using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training makes the colours of each image paler or stronger; else leaves them as they are.</summary>
/// <remarks>
/// <para>The saturation is multiplied by <c>f / (1 - f + 1e-7)</c>: 0 makes images grey, 0.5 changes nothing, 1 makes colours pure.</para>
/// <para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="factor">From which f to which, within 0 to 1. One number u, as in Keras, means from -u to u.</param>
/// <example><code>KerasTensor y = new RandomSaturation((0.3f, 0.7f)) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomSaturation(Factor factor) : RandomColorLayer(factor.Within(-1, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor f = Drawn(images);
        var (low, high) = ImageConfig.Sorted(ValueRange);
        var (hue, saturation, value) = ImageAxes.Channels($"{this}", images.RgbToHsv());
        saturation = (saturation * (f / (1 - f + 1e-7f))).Clip(low, high);
        return Ops.Concatenate([hue, saturation, value], 3).HsvToRgb();
    }

    internal static RandomSaturation FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
