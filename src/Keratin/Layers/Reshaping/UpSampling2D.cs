using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Makes images larger by whole factors.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, height · size, width · size, channels)</c>.</para>
/// <para>By default each pixel is repeated; else pixels are interpolated as <see cref="Ops.Resize"/> does.</para>
/// </remarks>
/// <param name="size">Factors of height and width, at least 1; 2 by default.</param>
/// <example><code>KerasTensor y = new UpSampling2D((2, 3)) { Interpolation = Interpolation.Bilinear }.Apply(new Input(14, 14, 8));   // (None, 28, 42, 8)</code></example>
public sealed class UpSampling2D(Size2D? size = null) : Layer
{
    /// <summary>Factors of height and width.</summary>
    public Size2D Size { get; } = Require.Positive(size ?? 2, nameof(size));

    /// <summary>Where the channels stand: first, they come right after the batch.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>How pixels between pixels are computed.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Nearest;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (Interpolation == Interpolation.Nearest)
            return Borders.Repeat(this, x, [Size.Height, Size.Width], DataFormat);
        int first = DataFormat == DataFormat.ChannelsFirst ? 2 : 1;
        return x.Rank == 4 && x.Shape[first..(first + 2)].IsKnown
            ? x.Resize(checked((x.Shape[first] * Size.Height, x.Shape[first + 1] * Size.Width)), Interpolation, dataFormat: DataFormat)
            : throw new ShapeException($"{this}", "images whose height and width are known", $"{x.Shape}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["size"] = LayerConfig.ToJson(Size);
        config["data_format"] = ImageConfig.ToJson(DataFormat);
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
    }

    internal static UpSampling2D FromConfig(JsonObject config) => new(LayerConfig.Size(config["size"], 2))
    {
        Name = (string)config["name"]!,
        DataFormat = ImageConfig.Format(config),
        Interpolation = ImageConfig.Interpolation(config, Interpolation.Nearest),
    };
}
