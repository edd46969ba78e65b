using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the layers share that change the values of pixels by a random factor.</summary>
public abstract class RandomColorLayer : RandomImageLayer
{
    private protected RandomColorLayer(Factor factor) => Factor = factor;

    /// <summary>From which factor to which.</summary>
    public Factor Factor { get; }

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init; } = (0, 255);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["factor"] = Factor.ToJson();
        config["value_range"] = ImageConfig.ToJson(ValueRange);
    }

    /// <summary>A number drawn from the range for each image, of shape <c>(batch, 1, 1, 1)</c>.</summary>
    private protected KerasTensor Drawn(KerasTensor images) => Random.Uniform([images.Shape[0], 1, 1, 1], Factor.Lower, Factor.Upper);
}
