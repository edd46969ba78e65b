using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Tests.Layers;

namespace Keratin.Tests.House;

/// <summary>Finds out which arguments of Keras' layers mean nothing here: a layer whose configuration has another value comes out as it was.</summary>
internal static class LayerArguments
{
    // What may stand where nothing stood: a number, a list, an object of Keras'.
    private static readonly string[] s_instead =
    [
        "5", "0.5", "[1, 2]", "\"relu\"", """{"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.5}, "registered_name": null}""",
        """{"module": "keras.constraints", "class_name": "NonNeg", "config": {}, "registered_name": null}""",
        """{"module": "keras.initializers", "class_name": "Ones", "config": {}, "registered_name": null}""",
    ];

    /// <summary>Each argument that is not taken, with the layers that Keras gives it to.</summary>
    public static IEnumerable<(string Argument, string[] Layers)> NotTaken()
    {
        ILookup<string, Layer> samples = LayerSamples.All.Select(sample => sample.Make()).ToLookup(layer => layer.ClassName);
        return KerasArguments.Layers.Where(entry => samples.Contains(entry.Key))
            .SelectMany(entry => entry.Value.Where(argument => !samples[entry.Key].Any(layer => Takes(layer, argument))).Select(argument => (argument, Layer: entry.Key)))
            .GroupBy(pair => pair.argument, pair => pair.Layer).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToArray()));
    }

    // An argument is known by its key; a key that can be nothing but what it is, is not taken. Texts, lists and objects that are there are.
    // What Keras writes into no file, as a few seeds, is known by its property.
    private static bool Takes(Layer layer, string argument)
    {
        JsonObject config = layer.Config;
        if (!config.TryGetPropertyValue(argument, out JsonNode? value))
        {
            string name = string.Concat(argument.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            return layer.GetType().GetProperty(name) is { } property && property.DeclaringType != typeof(Layer);
        }
        return value switch
        {
            null => s_instead.Any(text => Changes(layer, argument, JsonNode.Parse(text)!)),
            JsonValue one when one.TryGetValue(out bool isSet) => Changes(layer, argument, !isSet),
            JsonValue one when ArrayLike.ToNumber(one) is { } number => Changes(layer, argument, number + 1) || Changes(layer, argument, number / 2),
            _ => true,
        };
    }

    private static bool Changes(Layer layer, string argument, JsonNode value)
    {
        JsonObject config = layer.Config;
        string before = config[argument]?.ToJsonString() ?? "null";
        config[argument] = value;
        try
        {
            Layer changed = LayerTable.FromConfig[layer.ClassName]((JsonObject)JsonNode.Parse(config.ToJsonString())!);
            return (changed.Config[argument]?.ToJsonString() ?? "null") != before;
        }
        // It does not go with the sample's other arguments, or is of another kind than the argument.
        catch (Exception fault) when (fault is ArgumentException or InvalidDataException or InvalidOperationException or FormatException or NotSupportedException)
        {
            return false;
        }
    }
}
