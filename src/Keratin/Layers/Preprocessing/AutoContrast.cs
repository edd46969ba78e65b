using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Stretches the values of each channel of each image to the whole value range; channels of one value stay as they are.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <example><code>KerasTensor y = new AutoContrast { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class AutoContrast : ImageLayer
{
    private const float White = 255;

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init => field = ImageConfig.Sorted(value); } = (0, 255);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => OnImages(x, Change);

    /// <summary>The images after the change, of shape <c>(batch, height, width, channels)</c>, whatever the format.</summary>
    internal KerasTensor Change(KerasTensor images)
    {
        KerasTensor bytes = ValueRanges.Move(images, ValueRange, (0, White));
        KerasTensor low = bytes.Min([1, 2], keepDims: true), range = bytes.Max([1, 2], keepDims: true) - low, isFlat = range.Equal(Ops.Constant(0));
        KerasTensor scale = White / isFlat.Where(Ops.Constant(1), range);
        KerasTensor stretched = ((bytes * scale) - (low * scale)).Clip(0, White);
        return isFlat.Where(images, ValueRanges.Move(stretched, (0, White), ValueRange));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["value_range"] = ImageConfig.ToJson(ValueRange);
    }

    internal static AutoContrast FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        DataFormat = ImageConfig.Format(config),
    };
}
