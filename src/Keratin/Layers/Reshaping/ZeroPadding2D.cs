using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Puts rows and columns of zeros around images.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor y = new ZeroPadding2D((1, 2), (0, 3)).Apply(new Input(28, 28, 1));   // (None, 31, 31, 1)</code></example>
public sealed class ZeroPadding2D : Layer
{
    /// <summary>As by 1 on each side.</summary>
    public ZeroPadding2D()
        : this(1)
    {
    }

    /// <summary>A layer with the same borders at both sides.</summary>
    /// <param name="padding">How many zeros above and below, and left and right.</param>
    public ZeroPadding2D(Size2D padding) => Padding = Borders.Check("ZeroPadding2D", nameof(padding), Borders.Both(padding.Height), Borders.Both(padding.Width));

    /// <summary>A layer with borders of its own at each side.</summary>
    /// <param name="height">How many zeros above and below.</param>
    /// <param name="width">How many zeros left and right.</param>
    public ZeroPadding2D((int Top, int Bottom) height, (int Left, int Right) width) => Padding = Borders.Check("ZeroPadding2D", "padding", height, width);

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

    internal static ZeroPadding2D FromConfig(JsonObject config)
    {
        var borders = Borders.Read(config["padding"], 2, 1);
        return new(borders[0], borders[1]) { Name = (string)config["name"]!, DataFormat = ImageConfig.Format(config) };
    }
}
