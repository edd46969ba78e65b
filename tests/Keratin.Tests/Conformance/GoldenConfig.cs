using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keratin.Tests.Conformance;

/// <summary>Compares a configuration with the one that Keras writes: the same keys and values, whatever the type of a number.</summary>
internal static class GoldenConfig
{
    /// <summary>Fails where a key is missing, too many, or has another value.</summary>
    public static void AssertSame(JsonObject expected, JsonObject actual)
    {
        foreach (string key in expected.Select(entry => entry.Key).Union(actual.Select(entry => entry.Key)).Where(key => key != "dtype"))
        {
            Assert.True(expected.ContainsKey(key), $"config: expected no {key}; got {actual[key]?.ToJsonString()}.");
            Assert.True(actual.ContainsKey(key), $"config: expected {key}; got none.");
            Assert.True(IsSame(expected[key], actual[key]), $"config {key}: expected {expected[key]?.ToJsonString()}; got {actual[key]?.ToJsonString()}.");
        }
    }

    private static bool IsSame(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Select(entry => entry.Key).Union(b.Select(entry => entry.Key)).All(key =>
            IsHouse(key) || (a.ContainsKey(key) && b.ContainsKey(key) && IsSame(a[key], b[key]))),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number =>
            b.GetValueKind() == JsonValueKind.Number && Math.Abs(Number(a) - Number(b)) <= 1e-6 * Math.Abs(Number(a)),
        _ => JsonNode.DeepEquals(one, other),
    };

    // What a layer inside a layer has that plays no part here.
    private static bool IsHouse(string key) => key is "dtype" or "build_config" or "registered_name";

    private static double Number(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
}
