using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Takes the middle of images. Where an image is smaller than that, the largest part in the middle of the same proportions is resized.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same with the new height and width.</para></remarks>
/// <param name="height">Height of the part.</param>
/// <param name="width">Width of the part.</param>
/// <example><code>KerasTensor y = new CenterCrop(224, 224).Apply(new Input(256, 256, 3));   // (None, 224, 224, 3)</code></example>
public sealed class CenterCrop(int height, int width) : ImageLayer
{
    /// <summary>Height of the part.</summary>
    public int Height { get; } = Require.Positive(height);

    /// <summary>Width of the part.</summary>
    public int Width { get; } = Require.Positive(width);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => OnImages(x, images =>
    {
        int rows = images.Shape[1] - Height, columns = images.Shape[2] - Width;
        return rows >= 0 && columns >= 0
            ? ImageAxes.Part(images, rows / 2, columns / 2, (Height, Width))
            : images.Resize((Height, Width), cropToAspectRatio: true);
    });

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["height"] = Height;
        config["width"] = Width;
    }

    internal static CenterCrop FromConfig(JsonObject config) => new((int)config["height"]!, (int)config["width"]!)
    {
        Name = (string)config["name"]!,
        DataFormat = ImageConfig.Format(config),
    };
}
