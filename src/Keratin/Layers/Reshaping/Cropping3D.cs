using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Takes planes away at the borders of volumes, along all three axes.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor y = new Cropping3D(1).Apply(new Input(4, 8, 8, 1));   // (None, 2, 6, 6, 1)</code></example>
public sealed class Cropping3D : Layer
{
    /// <summary>As by 1 on each side.</summary>
    public Cropping3D()
        : this(1)
    {
    }

    /// <summary>A layer with the same borders at both sides.</summary>
    /// <param name="cropping">How many elements before and after along each axis.</param>
    public Cropping3D(Size3D cropping) => Cropping = Borders.Check("Cropping3D", nameof(cropping), Borders.Both(cropping.Depth), Borders.Both(cropping.Height), Borders.Both(cropping.Width));

    /// <summary>A layer with borders of its own at each side.</summary>
    /// <param name="depth">How many elements in front and behind.</param>
    /// <param name="height">How many elements above and below.</param>
    /// <param name="width">How many elements left and right.</param>
    public Cropping3D((int Front, int Back) depth, (int Top, int Bottom) height, (int Left, int Right) width) => Cropping = Borders.Check("Cropping3D", "cropping", depth, height, width);

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

    internal static Cropping3D FromConfig(JsonObject config)
    {
        var borders = Borders.Read(config["cropping"], 3, 1);
        return new(borders[0], borders[1], borders[2]) { Name = (string)config["name"]!, DataFormat = ImageConfig.Format(config) };
    }
}
