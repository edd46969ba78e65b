using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the poolings over whole sequences, images and volumes share: one number is left of each channel.</summary>
public abstract class GlobalPooling : Layer
{
    private protected GlobalPooling(int rank) => SpatialRank = rank;

    private protected GlobalPooling(JsonObject config, int rank)
        : this(rank)
    {
        Name = (string)config["name"]!;
        DataFormat = LayerConfig.DataFormat(config["data_format"]);
        KeepDims = (bool?)config["keepdims"] ?? false;
    }

    /// <summary>Where the channels stand in what the layer takes and, with <see cref="KeepDims"/>, gives.</summary>
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>Whether the spatial axes stay, with length 1.</summary>
    public bool KeepDims { get; init; }

    /// <summary>The spatial axes: 1 for sequences, 2 for images, 3 for volumes.</summary>
    private protected int SpatialRank { get; }

    /// <summary>What is left along the axes.</summary>
    private protected abstract KerasTensor Reduce(KerasTensor x, int[] axes);

    /// <inheritdoc/>
    protected sealed override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != SpatialRank + 2)
            throw new ShapeException($"{this}", ChannelAxis.Layout(SpatialRank, DataFormat), $"{x.Shape}");
        int first = DataFormat == DataFormat.ChannelsLast ? 1 : 2;
        return Reduce(x, [.. Enumerable.Range(first, SpatialRank)]);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["data_format"] = LayerConfig.ToJson(DataFormat);
        config["keepdims"] = KeepDims;
    }
}
