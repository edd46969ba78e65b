using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Reads and writes axes: Keras has one as a number or as a list of one, several as a list.</summary>
internal static class AxisConfig
{
    public static IReadOnlyList<int> Read(JsonNode? node, int fallback = -1) => node switch
    {
        null => [fallback],
        JsonArray list => [.. list.Select(axis => (int)axis!)],
        _ => [(int)node],
    };

    public static JsonNode ToJson(IReadOnlyList<int> axes, bool isList = false) => axes.Count == 1 && !isList ? JsonValue.Create(axes[0]) : ToArray(axes);

    public static JsonArray ToArray(IReadOnlyList<int> axes) => new([.. axes.Select(axis => JsonValue.Create(axis))]);
}
