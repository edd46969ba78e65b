using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the poolings to a given size share: each axis of length <c>in</c> falls into <c>out</c> bins, however long it is.</summary>
/// <remarks>Bin <c>i</c> goes from <c>⌊i · in / out⌋</c> to before <c>⌈(i + 1) · in / out⌉</c>; neighbours share an element where it does not come out even.</remarks>
public abstract class AdaptivePooling : Layer
{
    private protected AdaptivePooling(IntList outputSize) => OutputLengths = Require.Positive(outputSize);

    private protected AdaptivePooling(JsonObject config, int rank)
        : this(LayerConfig.Lengths(config["output_size"], rank))
    {
        Name = (string)config["name"]!;
        DataFormat = LayerConfig.DataFormat(config["data_format"]);
    }

    /// <summary>Where the channels stand in what the layer takes and gives.</summary>
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>How many bins along the spatial axes.</summary>
    private protected IntList OutputLengths { get; }

    /// <summary>The pooling itself, channels last.</summary>
    private protected abstract KerasTensor Pool(KerasTensor x, SpatialSize outputSize);

    /// <inheritdoc/>
    protected sealed override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != OutputLengths.Count + 2)
            throw new ShapeException($"{this}", ChannelAxis.Layout(OutputLengths.Count, DataFormat), $"{x.Shape}");
        return ChannelAxis.FromLast(Pool(ChannelAxis.ToLast(x, DataFormat), new(OutputLengths)), DataFormat);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["output_size"] = LayerConfig.ToJson(OutputLengths);
        config["data_format"] = LayerConfig.ToJson(DataFormat);
    }
}
