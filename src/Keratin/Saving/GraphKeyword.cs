using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>What a call of a layer was given by name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Arguments">Tensors, where they are some; null for those that are absent from a list.</param>
/// <param name="Value">Anything else; null also means null.</param>
internal sealed record GraphKeyword(string Name, IReadOnlyList<GraphArgument?> Arguments, JsonNode? Value)
{
    /// <summary>Whether there is a tensor.</summary>
    public bool HasTensors => Arguments.Any(argument => argument is not null);

    /// <summary>Whether it is switched on; null where it is no switch.</summary>
    public bool? Switch => Value is JsonValue value && value.TryGetValue(out bool isOn) ? isOn : null;

    /// <summary>Reads what Keras 3 writes: tensors as objects.</summary>
    public static GraphKeyword Read(string name, JsonNode? value) => Read(name, value, node =>
        node is JsonObject tensor && ConfigScan.Text(tensor["class_name"]) == "__keras_tensor__" ? (tensor["config"] as JsonObject)?["keras_history"] : null);

    /// <summary>Reads what Keras 2 writes: tensors as sources.</summary>
    public static GraphKeyword ReadOld(string name, JsonNode? value) => Read(name, value, node =>
        node is JsonArray { Count: >= 3 } source && ConfigScan.Text(source[0]) is not null && source[1] is JsonValue && source[2] is JsonValue ? source : null);

    private static GraphKeyword Read(string name, JsonNode? value, Func<JsonNode?, JsonNode?> source)
    {
        if (source(value) is { } one)
            return new(name, [new GraphArgument(GraphNode.Source(one), null)], null);
        if (value is JsonArray list && list.Any(item => source(item) is not null) && list.All(item => item is null || source(item) is not null))
            return new(name, [.. list.Select(item => item is null ? null : new GraphArgument(GraphNode.Source(source(item)), null))], null);
        // Lists of nothing but null say that there are no masks.
        return new(name, [], value is JsonArray empty && empty.All(item => item is null) ? null : value);
    }
}
