using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training turns the colours of each image round the colour wheel; else leaves them as they are.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue. <b>Output</b> the same.</para></remarks>
/// <param name="factor">How far, from 0 to 1, where 1 is half the wheel: drawn from 0 to the number, or from a range, in either direction.</param>
/// <example><code>KerasTensor y = new RandomHue(0.2f) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomHue(Factor factor) : RandomColorLayer(factor.Within(0, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor zero = Ops.Constant(0), one = Ops.Constant(1);
        KerasTensor isTurned = Random.Uniform([images.Shape[0], 1, 1, 1]).Greater(Ops.Constant(0.5f)), turn = Drawn(images) * (1 - (2 * isTurned)) * 0.5f;
        var (hue, saturation, value) = ImageAxes.Channels($"{this}", ValueRanges.Move(images, ValueRange, (0, 1)).RgbToHsv());
        hue += turn;
        hue = hue.Greater(one).Where(hue - 1, hue);
        hue = hue.Less(zero).Where(hue + 1, hue);
        return ValueRanges.Move(Ops.Concatenate([hue, saturation, value], 3).HsvToRgb().Clip(0, 1), (0, 1), ValueRange);
    }

    internal static RandomHue FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
