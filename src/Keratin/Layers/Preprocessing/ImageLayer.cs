using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the layers share that make images of images.</summary>
public abstract class ImageLayer : Layer
{
    /// <summary>Where the channels are.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Runs an operation that is written for images <c>(batch, height, width, channels)</c>, whatever the format.</summary>
    /// <param name="images">Images, or one image.</param>
    /// <param name="operation">What is done with them.</param>
    protected KerasTensor OnImages(KerasTensor images, Func<KerasTensor, KerasTensor> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return ImageAxes.Batched(images, $"{this}", DataFormat, operation);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }
}
