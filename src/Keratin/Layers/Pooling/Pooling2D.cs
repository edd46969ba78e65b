using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the 2-D poolings share: a window that slides over an image.</summary>
/// <param name="poolSize">Height and width of the window.</param>
public abstract class Pooling2D(Size2D poolSize) : Layer
{
    private readonly Size2D? _strides;

    /// <summary>Height and width of the window.</summary>
    public Size2D PoolSize { get; } = Require.Positive(poolSize);

    /// <summary>Steps of the window; its size by default.</summary>
    public Size2D Strides
    {
        get => _strides ?? PoolSize;
        init => _strides = Require.Positive(value);
    }

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["pool_size"] = LayerConfig.ToJson(PoolSize);
        config["padding"] = LayerConfig.ToJson(Padding);
        config["strides"] = LayerConfig.ToJson(Strides);
        config["data_format"] = "channels_last";
    }
}
