using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>One call of a layer as a file has it: where its tensors come from, and what else was given.</summary>
/// <param name="Arguments">Tensors, and for operations numbers, in order.</param>
/// <param name="Keywords">What was given by name.</param>
/// <param name="Ignored">Other values that were given and mean nothing here.</param>
internal sealed record GraphNode(IReadOnlyList<GraphArgument> Arguments, IReadOnlyList<GraphKeyword> Keywords, IReadOnlyList<string> Ignored)
{
    /// <summary>What the operation that takes a part of a tensor takes of it.</summary>
    public JsonNode? Key { get; private init; }

    /// <summary>Reads a call of the operation that takes a part of a tensor: <c>[tensor, key]</c>.</summary>
    public static GraphNode ReadItem(JsonNode? node)
    {
        var keywords = (node as JsonObject)?["kwargs"] as JsonObject;
        if ((node as JsonObject)?["args"] is not JsonArray { Count: > 0 } parts || (parts.Count == 1 && keywords?.ContainsKey("key") != true))
            throw new InvalidDataException($"expected a tensor and a key; got {ConfigScan.Short(node)}");
        var arguments = new List<GraphArgument>();
        Gather(parts[0], true, arguments, []);
        return arguments.Count == 1 ? new(arguments, [], []) { Key = parts.Count > 1 ? parts[1] : keywords!["key"] }
            : throw new InvalidDataException($"expected one tensor; got {arguments.Count}");
    }

    /// <summary>Reads either form: an object with args and kwargs (Keras 3), or a list of sources (Keras 2).</summary>
    public static GraphNode Read(JsonNode? node, bool isOperator) => node switch
    {
        JsonObject call => ReadCall(call, isOperator),
        JsonArray { Count: > 0 } sources => ReadSources(sources),
        _ => throw new InvalidDataException($"expected a node with args, or a list of sources; got {ConfigScan.Short(node)}"),
    };

    /// <summary>The source <c>[name, node, tensor]</c>.</summary>
    public static GraphSource Source(JsonNode? node)
    {
        if (node is not JsonArray { Count: >= 3 } parts || ConfigScan.Text(parts[0]) is not { } name)
            throw new InvalidDataException($"expected [layer, node, tensor]; got {ConfigScan.Short(node)}");
        return new(name, (int)parts[1]!, (int)parts[2]!);
    }

    /// <summary>All tensors that the call needs.</summary>
    public IEnumerable<GraphSource> Sources =>
        Arguments.Concat(Keywords.SelectMany(keyword => keyword.Arguments).OfType<GraphArgument>()).Where(argument => argument.Source is not null)
            .Select(argument => argument.Source!.Value);

    private static GraphNode ReadCall(JsonObject call, bool isOperator)
    {
        var arguments = new List<GraphArgument>();
        var ignored = new List<string>();
        var keywords = new List<GraphKeyword>();
        foreach (JsonNode? argument in call["args"] as JsonArray ?? [])
            Gather(argument, isOperator, arguments, ignored);
        foreach (var (key, value) in call["kwargs"] as JsonObject ?? [])
        {
            if (!isOperator)
                keywords.Add(GraphKeyword.Read(key, value));
            else if (key != "training")
                Gather(value, isOperator, arguments, ignored);
        }
        return new(arguments, keywords, ignored);
    }

    // A source may have a fourth entry, with what was given by name.
    private static GraphNode ReadSources(JsonArray sources)
    {
        JsonArray list = sources[0] is JsonArray ? sources : [sources.DeepClone()];
        IEnumerable<JsonObject> named = list.OfType<JsonArray>().Where(source => source.Count > 3).Select(source => source[3]).OfType<JsonObject>();
        return new(
            [.. list.Select(source => new GraphArgument(Source(source), null))],
            [.. named.SelectMany(keywords => keywords).Select(entry => GraphKeyword.ReadOld(entry.Key, entry.Value)).DistinctBy(keyword => keyword.Name)],
            []);
    }

    // Lists and dictionaries of tensors are flattened, dictionaries in the order of their keys, as Keras does it.
    private static void Gather(JsonNode? value, bool isOperator, List<GraphArgument> arguments, List<string> ignored)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject tensor when ConfigScan.Text(tensor["class_name"]) == "__keras_tensor__":
                arguments.Add(new(Source((tensor["config"] as JsonObject)?["keras_history"]), null));
                break;
            case JsonObject array when isOperator && ConfigScan.Text(array["class_name"]) is "__numpy__" or "__tensor__":
                arguments.Add(new(null, array["config"]));
                break;
            case JsonArray list when isOperator && list.Count > 0 && list.All(item => item is JsonValue):
                arguments.Add(new(null, list));
                break;
            case JsonArray list:
                foreach (JsonNode? item in list)
                    Gather(item, isOperator, arguments, ignored);
                break;
            case JsonObject members when members["class_name"] is null:
                foreach (var (_, item) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                    Gather(item, isOperator, arguments, ignored);
                break;
            case JsonValue number when isOperator:
                arguments.Add(new(null, number));
                break;
            default:
                ignored.Add(ConfigScan.Short(value));
                break;
        }
    }
}
