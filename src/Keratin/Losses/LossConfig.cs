using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Reads and writes the values that losses' configurations share.</summary>
internal static class LossConfig
{
    public static string Name(JsonObject config, string fallback) => (string?)config["name"] ?? fallback;

    // Keras 2 wrote "auto" for what is the default now; Python's None is written as null.
    public static Reduction Reduction(JsonObject config)
    {
        if (!config.TryGetPropertyValue("reduction", out JsonNode? node))
            return Losses.Reduction.SumOverBatchSize;
        return (string?)node switch
        {
            null => Losses.Reduction.None,
            "auto" => Losses.Reduction.SumOverBatchSize,
            var name => Array.IndexOf(Loss.ReductionNames, name) is >= 0 and int index
                ? (Reduction)index
                : throw new ArgumentException($"Loss: expected reduction {string.Join(", ", Loss.ReductionNames)}; got '{name}'."),
        };
    }

    /// <summary>A number or a list of them.</summary>
    public static IReadOnlyList<float>? Floats(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => (float)item!)],
        _ => [(float)node],
    };

    // Not as a collection expression: that calls JsonArray.Add<float>, which sets up all of the serializer's reflection.
    public static JsonNode NumberOrList(IReadOnlyList<float> numbers) =>
        numbers.Count == 1 ? JsonValue.Create(numbers[0]) : new JsonArray([.. numbers.Select(number => (JsonNode)JsonValue.Create(number))]);

    /// <summary>Axes: null, one, or a list.</summary>
    public static IReadOnlyList<int>? Axes(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => (int)item!)],
        _ => [(int)node],
    };

    public static JsonNode? Axes(IReadOnlyList<int>? axes) => axes switch
    {
        null => null,
        [var one] => JsonValue.Create(one),
        _ => new JsonArray([.. axes.Select(axis => (JsonNode)JsonValue.Create(axis))]),
    };
}
