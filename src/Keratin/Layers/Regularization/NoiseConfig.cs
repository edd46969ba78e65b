using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Reads and writes the shape of a dropout's mask.</summary>
internal static class NoiseConfig
{
    public static JsonArray? ToJson(IReadOnlyList<int?>? shape) => shape is null ? null : new([.. shape.Select(length => length is { } known ? JsonValue.Create(known) : null)]);

    public static IReadOnlyList<int?>? Read(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => [.. list.Select(length => (int?)length)],
        _ => throw new InvalidDataException($"Configuration: expected a noise_shape of numbers; got {node.ToJsonString()}."),
    };
}
