using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training makes each image blurred or sharper; else leaves it as it is. Results are cut off at the ends of the value range.</summary>
/// <remarks>
/// <para>The result is <c>x + (1 - 2·f) · (smoothed - x)</c>, where smoothed is the mean of 3 × 3 pixels, the middle one counting five times: f = 0
/// blurs, 0.5 changes nothing, 1 sharpens.</para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="factor">From which f to which, within 0 to 1; one number means from 0.</param>
/// <example><code>KerasTensor y = new RandomSharpness((0.3f, 0.8f)) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomSharpness(Factor factor) : RandomColorLayer(factor.Within(0, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int channels = images.Shape[3];
        float[] kernel = [.. Enumerable.Repeat(1f / 13, 9 * channels)];
        kernel.AsSpan(4 * channels, channels).Fill(5f / 13);
        KerasTensor smoothed = images.Conv2D(Ops.Constant(kernel.ToTensor([3, 3, 1, channels])), padding: Padding.Same, groups: channels);
        var (low, high) = ImageConfig.Sorted(ValueRange);
        return (images + ((1 - (2 * Drawn(images))) * (smoothed - images))).Clip(low, high);
    }

    internal static RandomSharpness FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
