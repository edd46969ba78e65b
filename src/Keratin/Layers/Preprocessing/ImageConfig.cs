using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Reads and writes the values that the configurations of layers for images share.</summary>
internal static class ImageConfig
{
    private static readonly string[] s_interpolations = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"];
    private static readonly string[] s_fillModes = ["constant", "nearest", "wrap", "mirror", "reflect"];
    private static readonly string[] s_formats = ["channels_last", "channels_first"];

    public static string ToJson(Interpolation interpolation) => s_interpolations[(int)interpolation];

    public static string ToJson(FillMode mode) => s_fillModes[(int)mode];

    public static string ToJson(DataFormat format) => s_formats[(int)format];

    // Not as a collection expression: that calls JsonArray.Add<float>, which sets up all of the serializer's reflection.
    public static JsonArray ToJson((float Low, float High) range) => new(range.Low, range.High);

    public static Interpolation Interpolation(JsonObject config, Interpolation fallback = Keratin.Interpolation.Bilinear) =>
        (Interpolation)Index(config, "interpolation", s_interpolations, (int)fallback);

    public static FillMode FillMode(JsonObject config, FillMode fallback = Keratin.FillMode.Reflect) =>
        (FillMode)Index(config, "fill_mode", s_fillModes, (int)fallback);

    public static DataFormat Format(JsonObject config) => (DataFormat)Index(config, "data_format", s_formats, 0);

    public static int? Seed(JsonObject config) => config["seed"] is JsonValue value && value.TryGetValue(out int seed) ? seed : null;

    /// <summary>A number or a list of two.</summary>
    public static Factor? Factor(JsonNode? node) => node switch
    {
        null => null,
        JsonArray { Count: 2 } when ArrayLike.FromJson(node)!.ToArray() is [var first, var second] => new Factor(first, second),
        JsonValue value when ArrayLike.ToNumber(value) is { } number => new Factor(number),
        _ => throw new InvalidDataException($"Configuration: expected a number or a list of two; got {node.ToJsonString()}."),
    };

    public static (float Low, float High) Range(JsonNode? node) => node switch
    {
        null => (0, 255),
        JsonArray { Count: 2 } when ArrayLike.FromJson(node)!.ToArray() is [var low, var high] => (low, high),
        _ => throw new InvalidDataException($"Configuration: expected a value range of two numbers; got {node.ToJsonString()}."),
    };

    public static (float Low, float High) Sorted((float Low, float High) range) => range.Low <= range.High ? range : (range.High, range.Low);

    private static int Index(JsonObject config, string key, string[] names, int fallback)
    {
        if (config[key] is not { } node)
            return fallback;
        string? name = node is JsonValue value && value.TryGetValue(out string? text) ? text.ToLowerInvariant() : null;
        int index = Array.IndexOf(names, name);
        return index >= 0 ? index
            : throw new InvalidDataException($"Configuration: expected {key} {string.Join(", ", names)}; got {node.ToJsonString()}.");
    }
}
