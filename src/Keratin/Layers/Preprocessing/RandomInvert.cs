using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training turns the values of some images round: <c>high - x</c>; else leaves them as they are.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="factor">How probable that is, from 0 to 1: for each image drawn from 0 to the number, or from a range. 1 by default.</param>
/// <example><code>KerasTensor y = new RandomInvert(0.5f) { ValueRange = (0, 1) }.Apply(new Input(28, 28, 1));</code></example>
public sealed class RandomInvert(Factor? factor = null) : RandomColorLayer((factor ?? 1).Within(0, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Chosen(images, Factor).Where(ValueRange.High - images, images);
    }

    internal static RandomInvert FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]))
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
