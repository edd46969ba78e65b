using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Reads and writes the values that many layers' configurations share.</summary>
internal static class LayerConfig
{
    public static Size2D Size(JsonNode? node, Size2D fallback) => node switch
    {
        null => fallback,
        JsonArray { Count: 2 } pair => ((int)pair[0]!, (int)pair[1]!),
        JsonArray { Count: 1 } one => (int)one[0]!,
        JsonValue value => (int)value,
        _ => throw new InvalidDataException($"Configuration: expected a number or a pair; got {node.ToJsonString()}."),
    };

    // Not as a collection expression: that calls JsonArray.Add<int>, which sets up all of the serializer's reflection.
    public static JsonArray ToJson(Size2D size) => new(size.Height, size.Width);

    /// <summary>One number for each spatial axis; a number alone, or alone in a list, means all.</summary>
    public static IntList Lengths(JsonNode? node, int rank, IntList? fallback = null) => node switch
    {
        null when fallback is not null => fallback,
        JsonArray list when list.Count == rank => [.. list.Select(length => (int)length!)],
        JsonArray { Count: 1 } one => [.. Enumerable.Repeat((int)one[0]!, rank)],
        JsonValue value => [.. Enumerable.Repeat((int)value, rank)],
        _ => throw new InvalidDataException(
            $"Configuration: expected {(rank == 1 ? "a number" : $"a number or {rank}")}; got {node?.ToJsonString() ?? "null"}."),
    };

    public static JsonArray ToJson(IntList lengths) => new([.. lengths.Select(length => JsonValue.Create(length))]);

    public static Padding Padding(JsonNode? node, bool allowsCausal = false) => ((string?)node)?.ToLowerInvariant() switch
    {
        null or "valid" => Keratin.Padding.Valid,
        "same" => Keratin.Padding.Same,
        "causal" when allowsCausal => Keratin.Padding.Causal,
        var other => throw new InvalidDataException($"Configuration: expected padding valid{(allowsCausal ? ", same or causal" : " or same")}; got '{other}'."),
    };

    public static string ToJson(Padding padding) => padding switch
    {
        Keratin.Padding.Same => "same",
        Keratin.Padding.Causal => "causal",
        _ => "valid",
    };

    public static DataFormat DataFormat(JsonNode? node) => (string?)node switch
    {
        null or "channels_last" => Keratin.DataFormat.ChannelsLast,
        "channels_first" => Keratin.DataFormat.ChannelsFirst,
        var other => throw new InvalidDataException($"Configuration: expected data_format channels_last or channels_first; got '{other}'."),
    };

    public static string ToJson(DataFormat format) => format == Keratin.DataFormat.ChannelsFirst ? "channels_first" : "channels_last";

    /// <summary>Refuses channels_first, which the kernels do not have.</summary>
    public static void RequireChannelsLast(JsonObject config)
    {
        if ((string?)config["data_format"] is { } format and not "channels_last")
            throw new InvalidDataException(
                $"Layer '{(string?)config["name"]}': expected data_format channels_last; got '{format}'. Convert the model with channels_last first.");
    }

    public static Shape Shape(JsonArray lengths) => [.. lengths.Select(length => length is null ? Keratin.Shape.Unknown : (int)length)];

    public static JsonArray ToJson(Shape shape) => new([.. shape.Select(length => length == Keratin.Shape.Unknown ? null : JsonValue.Create(length))]);
}
