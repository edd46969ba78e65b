using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training brings each image's pixels nearer to their mean or further from it: <c>(x - mean) · f + mean</c>, channel by channel; else
/// leaves them as they are. Results are cut off at the ends of the value range.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="factor">A range <c>(lower, upper)</c> within 0 to 1 means f from <c>1 - lower</c> to <c>1 + upper</c>; one number u, as in Keras, from 1 to
/// <c>1 + u</c>.</param>
/// <example><code>KerasTensor y = new RandomContrast((0.3f, 0.3f)) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomContrast(Factor factor) : RandomColorLayer(factor.Within(0, 1, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor strength = Random.Uniform([images.Shape[0], 1, 1, 1], 1 - Factor.Lower, 1 + Factor.Upper), mean = images.Mean([1, 2], keepDims: true);
        return (((images - mean) * strength) + mean).Clip(ValueRange.Low, ValueRange.High);
    }

    internal static RandomContrast FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
