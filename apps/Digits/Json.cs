using System.Text.Json.Nodes;

namespace Digits;

/// <summary>Numbers for JSON, which knows neither NaN nor infinity: both become null.</summary>
internal static class Json
{
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    // As a float it is written with a float's digits: 0.1, not 0.10000000149.
    public static JsonNode? Number(float value) => float.IsFinite(value) ? JsonValue.Create(value) : null;
}
