using System.Globalization;
using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Reads and writes the values that metrics' configurations share.</summary>
internal static class MetricConfig
{
    /// <summary>The configuration with one more value.</summary>
    public static JsonObject With(this JsonObject config, string key, JsonNode? value)
    {
        config[key] = value;
        return config;
    }

    public static string Name(JsonObject config, string fallback) => (string?)config["name"] ?? fallback;

    /// <summary>A number that Keras refuses where it is written like an integer: <c>2.0</c>.</summary>
    public static JsonNode? Real(float? number)
    {
        if (number is not { } value)
            return null;
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.All(c => char.IsAsciiDigit(c) || c == '-') ? $"{text}.0" : text);
    }

    public static float Required(JsonObject config, string key) =>
        (float?)config[key] ?? throw new InvalidDataException($"Metric '{(string?)config["name"]}': expected {key}; got none.");

    public static bool FromLogits(JsonObject config) => (bool?)config["from_logits"] ?? false;

    public static int Axis(JsonObject config) => (int?)config["axis"] ?? -1;

    /// <summary>A number or a list of them; null where there is none.</summary>
    public static IReadOnlyList<float>? Floats(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => (float)item!)],
        // Keras writes what it holds as a tensor so.
        JsonObject tensor => Floats(tensor["config"]?["value"]),
        _ => [(float)node],
    };

    // Not as a collection expression: that calls JsonArray.Add<float>, which sets up all of the serializer's reflection.
    public static JsonNode? List(IReadOnlyList<float>? numbers) =>
        numbers is null ? null : new JsonArray([.. numbers.Select(number => (JsonNode)JsonValue.Create(number))]);

    /// <summary>Thresholds as Keras takes them: none, one number, or a list.</summary>
    public static JsonNode? NumberOrList(IReadOnlyList<float>? numbers) => numbers is [var one] ? JsonValue.Create(one) : List(numbers);

    public static int[] Integers(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.Select(item => (int)item!)],
        null => [],
        _ => [(int)node],
    };

    public static JsonArray List(IReadOnlyList<int> numbers) => new([.. numbers.Select(number => (JsonNode)JsonValue.Create(number))]);
}
