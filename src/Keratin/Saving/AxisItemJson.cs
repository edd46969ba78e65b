using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>Indices and ranges as Keras writes them: numbers, <c>__slice__</c>, <c>__ellipsis__</c>, null for a new axis.</summary>
internal static class AxisItemJson
{
    /// <summary>All items of a key, which may be one alone.</summary>
    public static AxisItem[] Read(JsonNode? key) => key is JsonArray list ? [.. list.Select(Item)] : [Item(key)];

    /// <summary>A key as Python's tuple.</summary>
    public static JsonArray Write(IReadOnlyList<AxisItem> items) => new([.. items.Select(Describe)]);

    private static AxisItem Item(JsonNode? node) => node switch
    {
        null => AxisItem.NewAxis,
        JsonObject item when ConfigScan.Text(item["class_name"]) == "__ellipsis__" => AxisItem.Ellipsis,
        JsonObject item when ConfigScan.Text(item["class_name"]) == "__slice__" && item["config"] is JsonObject part =>
            AxisItem.Slice((int?)part["start"], (int?)part["stop"], (int?)part["step"] ?? 1),
        JsonValue index when index.TryGetValue(out int at) => at,
        _ => throw new InvalidDataException($"expected an index or a slice; got {ConfigScan.Short(node)}"),
    };

    private static JsonNode? Describe(AxisItem item) =>
        item.IsNewAxis ? null
        : item.IsAt ? JsonValue.Create(item.Start!.Value)
        : item.IsEllipsis ? new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() }
        : new JsonObject
        {
            ["class_name"] = "__slice__",
            ["config"] = new JsonObject { ["start"] = item.Start, ["stop"] = item.Stop, ["step"] = item.Step == 1 ? null : item.Step },
        };
}
