using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Dropout of whole channels of images: one that is dropped is 0 at all pixels.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// <para>Tompson, Goroshin, Jain, LeCun, Bregler: "Efficient object localization using convolutional networks", 2015.</para>
/// </remarks>
/// <param name="rate">Fraction set to 0, from 0 to 1.</param>
/// <example><code>KerasTensor y = new SpatialDropout2D(0.2f).Apply(new Input(14, 14, 64));   // (None, 14, 14, 64)</code></example>
public sealed class SpatialDropout2D(float rate) : SpatialDropout(rate, spatialAxes: 2)
{
    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    private protected override DataFormat Format => DataFormat;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }

    internal static SpatialDropout2D FromConfig(JsonObject config) => new(RateOf(config))
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
