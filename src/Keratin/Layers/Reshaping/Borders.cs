using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What layers that add or take away at the borders of spatial axes share.</summary>
internal static class Borders
{
    /// <summary>The same before and after along an axis.</summary>
    public static (int Before, int After) Both(int count) => (count, count);

    /// <summary>None is negative.</summary>
    public static (int Before, int After)[] Check(string who, string what, params (int Before, int After)[] borders) =>
        borders.All(border => border is { Before: >= 0, After: >= 0 }) ? borders
            : throw new ArgumentOutOfRangeException(what, string.Join(", ", borders), $"{who}: {what} is at least 0.");

    /// <summary>Zeros around the spatial axes.</summary>
    public static KerasTensor Pad(Layer layer, KerasTensor x, IReadOnlyList<(int Before, int After)> borders, DataFormat format = DataFormat.ChannelsLast)
    {
        Require(layer, x, borders.Count);
        for (int i = 0; i < borders.Count; i++)
            x = x.Pad(First(format) + i, borders[i].Before, borders[i].After);
        return x;
    }

    /// <summary>The spatial axes without their borders.</summary>
    public static KerasTensor Crop(Layer layer, KerasTensor x, IReadOnlyList<(int Before, int After)> borders, DataFormat format = DataFormat.ChannelsLast)
    {
        Require(layer, x, borders.Count);
        Shape input = x.Shape;
        for (int i = 0; i < borders.Count; i++)
        {
            var (before, after) = borders[i];
            int axis = First(format) + i, length = input[axis];
            if ((before, after) == (0, 0))
                continue;
            if (length == Shape.Unknown || length <= before + after)
                throw new ShapeException($"{layer}", $"a known length above {before} + {after} at axis {axis}", $"{input}");
            x = x.Slice(axis, before, length - before - after);
        }
        return x;
    }

    /// <summary>Elements of the spatial axes, each so many times.</summary>
    public static KerasTensor Repeat(Layer layer, KerasTensor x, IReadOnlyList<int> times, DataFormat format = DataFormat.ChannelsLast)
    {
        Require(layer, x, times.Count);
        for (int i = 0; i < times.Count; i++)
            x = x.Repeat(times[i], First(format) + i);
        return x;
    }

    /// <summary>As Keras writes them: <c>[before, after]</c> for each axis, in a list if there are several.</summary>
    public static JsonArray ToJson(IReadOnlyList<(int Before, int After)> borders) => borders.Count == 1 ? Pair(borders[0]) : new([.. borders.Select(Pair)]);

    /// <summary>A number, one for each axis, or <c>[before, after]</c> for each axis.</summary>
    public static (int Before, int After)[] Read(JsonNode? node, int axes, int fallback) => node switch
    {
        null => [.. Enumerable.Repeat(Both(fallback), axes)],
        JsonArray { Count: 2 } pair when axes == 1 => [Pair(pair)],
        JsonArray { Count: 1 } one when axes == 1 => Read(one[0], 1, fallback),
        JsonArray list when list.Count == axes => [.. list.Select(border => border is JsonArray pair ? Pair(pair) : Both((int)border!))],
        JsonValue => [.. Enumerable.Repeat(Both((int)node), axes)],
        _ => throw new InvalidDataException($"Configuration: expected a number or {axes} of them, or pairs; got {node.ToJsonString()}."),
    };

    private static int First(DataFormat format) => format == DataFormat.ChannelsFirst ? 2 : 1;

    private static void Require(Layer layer, KerasTensor x, int axes)
    {
        if (x.Rank != axes + 2)
            throw new ShapeException($"{layer}", $"rank {axes + 2}: a batch, {axes} spatial ax{(axes == 1 ? "is" : "es")} and channels", $"{x.Shape}");
    }

    private static JsonArray Pair((int Before, int After) border) => new(border.Before, border.After);

    private static (int Before, int After) Pair(JsonArray pair) => pair.Count == 2 ? ((int)pair[0]!, (int)pair[1]!)
        : throw new InvalidDataException($"Configuration: expected what goes before and after; got {pair.ToJsonString()}.");
}
