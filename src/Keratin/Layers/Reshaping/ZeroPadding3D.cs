using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Puts zeros around volumes, along all three axes.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor y = new ZeroPadding3D(1).Apply(new Input(4, 8, 8, 1));   // (None, 6, 10, 10, 1)</code></example>
public sealed class ZeroPadding3D : Layer
{
    /// <summary>As by 1 on each side.</summary>
    public ZeroPadding3D()
        : this(1)
    {
    }

    /// <summary>A layer with the same borders at both sides.</summary>
    /// <param name="padding">How many zeros before and after along each axis.</param>
    public ZeroPadding3D(Size3D padding) => Padding = Borders.Check("ZeroPadding3D", nameof(padding), Borders.Both(padding.Depth), Borders.Both(padding.Height), Borders.Both(padding.Width));

    /// <summary>A layer with borders of its own at each side.</summary>
    /// <param name="depth">How many zeros in front and behind.</param>
    /// <param name="height">How many zeros above and below.</param>
    /// <param name="width">How many zeros left and right.</param>
    public ZeroPadding3D((int Front, int Back) depth, (int Top, int Bottom) height, (int Left, int Right) width) => Padding = Borders.Check("ZeroPadding3D", "padding", depth, height, width);

    /// <summary>How many zeros before and after, for each axis.</summary>
    public IReadOnlyList<(int Before, int After)> Padding { get; }

    /// <summary>Where the channels stand: first, they come right after the batch.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Borders.Pad(this, x, Padding, DataFormat);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["padding"] = Borders.ToJson(Padding);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
    }

    internal static ZeroPadding3D FromConfig(JsonObject config)
    {
        var borders = Borders.Read(config["padding"], 3, 1);
        return new(borders[0], borders[1], borders[2]) { Name = (string)config["name"]!, DataFormat = ImageConfig.Format(config) };
    }
}
