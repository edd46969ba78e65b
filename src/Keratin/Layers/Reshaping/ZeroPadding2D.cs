using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Puts rows and columns of zeros around images.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels)</c>.</para></remarks>
/// <param name="padding">Rows above and below, columns left and right.</param>
/// <example><code>KerasTensor y = new ZeroPadding2D(2).Apply(new Input(28, 28, 1));   // (None, 32, 32, 1)</code></example>
public sealed class ZeroPadding2D(Size2D padding) : Layer
{
    /// <summary>Rows above and below, columns left and right.</summary>
    public Size2D Padding { get; } = padding;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank == 4
            ? x.Pad(1, Padding.Height, Padding.Height).Pad(2, Padding.Width, Padding.Width)
            : throw new ShapeException($"{this}", "(batch, height, width, channels)", $"{x.Shape}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["padding"] = new JsonArray(new JsonArray(Padding.Height, Padding.Height), new JsonArray(Padding.Width, Padding.Width));
        config["data_format"] = "channels_last";
    }

    internal static ZeroPadding2D FromConfig(JsonObject config)
    {
        JsonNode rows = config["padding"]![0]!, columns = config["padding"]![1]!;
        return new(((int)rows[0]!, (int)columns[0]!)) { Name = (string)config["name"]! };
    }
}
