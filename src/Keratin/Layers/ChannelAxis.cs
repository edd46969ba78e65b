namespace Keratin.Layers;

/// <summary>Puts the axis of the channels last, where ops want it, and back to where a layer's <see cref="DataFormat"/> has it.</summary>
internal static class ChannelAxis
{
    /// <summary>The same with the channels last.</summary>
    public static KerasTensor ToLast(KerasTensor x, DataFormat format) =>
        format == DataFormat.ChannelsLast || x.Rank < 3 ? x : x.Transpose([0, .. Enumerable.Range(2, x.Rank - 2), 1]);

    /// <summary>The same with the channels where the format has them.</summary>
    public static KerasTensor FromLast(KerasTensor x, DataFormat format) =>
        format == DataFormat.ChannelsLast || x.Rank < 3 ? x : x.Transpose([0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);

    /// <summary>The same with the channels last.</summary>
    public static Shape ToLast(Shape shape, DataFormat format) =>
        format == DataFormat.ChannelsLast || shape.Rank < 3 ? shape : [shape[0], .. shape[2..], shape[1]];

    /// <summary>Axes of a sequence, image or volume as messages write them.</summary>
    public static string Layout(int rank, DataFormat format)
    {
        string last = SpatialWindows.Layout(rank);
        return format == DataFormat.ChannelsLast ? last : last.Replace(", channels)", ")", StringComparison.Ordinal).Replace("(batch,", "(batch, channels,", StringComparison.Ordinal);
    }
}
