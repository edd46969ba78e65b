using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the poolings of sequences, images and volumes share: a window that slides over them.</summary>
public abstract class Pooling : Layer
{
    private readonly IntList? _strides;

    private protected Pooling(IntList poolSize) => PoolLengths = Require.Positive(poolSize, "poolSize");

    private protected Pooling(JsonObject config, int rank)
    {
        Name = (string)config["name"]!;
        PoolLengths = Require.Positive(LayerConfig.Lengths(config["pool_size"], rank, [.. Enumerable.Repeat(2, rank)]), "poolSize");
        StrideLengths = LayerConfig.Lengths(config["strides"], rank, PoolLengths);
        Padding = LayerConfig.Padding(config["padding"]);
        DataFormat = LayerConfig.DataFormat(config["data_format"]);
    }

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Where the channels stand in what the layer takes and gives.</summary>
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>The window's sizes along the spatial axes.</summary>
    private protected IntList PoolLengths { get; }

    /// <summary>Steps of the window along the spatial axes; its sizes by default.</summary>
    private protected IntList StrideLengths
    {
        get => _strides ?? PoolLengths;
        init => _strides = Require.Positive(value, "strides");
    }

    /// <summary>The pooling itself, channels last.</summary>
    private protected abstract KerasTensor Pool(KerasTensor x, SpatialSize poolSize, SpatialSize strides);

    /// <inheritdoc/>
    protected sealed override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != PoolLengths.Count + 2)
            throw new ShapeException($"{this}", ChannelAxis.Layout(PoolLengths.Count, DataFormat), $"{x.Shape}");
        KerasTensor y = Pool(ChannelAxis.ToLast(x, DataFormat), new(PoolLengths), new(StrideLengths));
        return ChannelAxis.FromLast(y, DataFormat);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["pool_size"] = LayerConfig.ToJson(PoolLengths);
        config["padding"] = LayerConfig.ToJson(Padding);
        config["strides"] = LayerConfig.ToJson(StrideLengths);
        config["data_format"] = LayerConfig.ToJson(DataFormat);
    }
}
