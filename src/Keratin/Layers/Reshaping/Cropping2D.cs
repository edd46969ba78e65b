using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Takes rows and columns away at the borders of images.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor y = new Cropping2D((1, 2), (0, 3)).Apply(new Input(28, 28, 1));   // (None, 25, 25, 1)</code></example>
public sealed class Cropping2D : Layer
{
    /// <summary>Nothing is taken away.</summary>
    public Cropping2D()
        : this(0)
    {
    }

    /// <summary>A layer with the same borders at both sides.</summary>
    /// <param name="cropping">How many elements above and below, and left and right.</param>
    public Cropping2D(Size2D cropping) => Cropping = Borders.Check("Cropping2D", nameof(cropping), Borders.Both(cropping.Height), Borders.Both(cropping.Width));

    /// <summary>A layer with borders of its own at each side.</summary>
    /// <param name="height">How many elements above and below.</param>
    /// <param name="width">How many elements left and right.</param>
    public Cropping2D((int Top, int Bottom) height, (int Left, int Right) width) => Cropping = Borders.Check("Cropping2D", "cropping", height, width);

    /// <summary>How many elements before and after, for each axis.</summary>
    public IReadOnlyList<(int Before, int After)> Cropping { get; }

    /// <summary>Where the channels stand: first, they come right after the batch.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Borders.Crop(this, x, Cropping, DataFormat);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["cropping"] = Borders.ToJson(Cropping);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }

    internal static Cropping2D FromConfig(JsonObject config)
    {
        var borders = Borders.Read(config["cropping"], 2, 0);
        return new(borders[0], borders[1]) { Name = (string)config["name"]!, DataFormat = ImageConfig.Format(config) };
    }
}
