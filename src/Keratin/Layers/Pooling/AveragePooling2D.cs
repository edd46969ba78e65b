using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each window, channel by channel; pixels outside the image do not count.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels)</c>.</para></remarks>
/// <param name="poolSize">Height and width of the window; 2 halves the image.</param>
/// <example><code>KerasTensor half = new AveragePooling2D(2).Apply(new Input(28, 28, 6));   // (None, 14, 14, 6)</code></example>
public sealed class AveragePooling2D(Size2D poolSize) : Pooling2D(poolSize)
{
    /// <summary>Windows of 2 × 2.</summary>
    public AveragePooling2D()
        : this(2)
    {
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.AveragePool2D(PoolSize, Strides, Padding);

    internal static AveragePooling2D FromConfig(JsonObject config)
    {
        LayerConfig.RequireChannelsLast(config);
        Size2D size = LayerConfig.Size(config["pool_size"], 2);
        return new(size)
        {
            Name = (string)config["name"]!,
            Strides = LayerConfig.Size(config["strides"], size),
            Padding = LayerConfig.Padding(config["padding"]),
        };
    }
}
