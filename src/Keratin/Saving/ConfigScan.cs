using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Saving;

/// <summary>Looks through a whole configuration before anything is made of it, so that one error names everything that is missing.</summary>
internal static class ConfigScan
{
    private static readonly string[] s_models = ["Sequential", "Functional", "Model"];

    // Where configurations have other layers.
    private static readonly string[] s_lists = ["layers", "cells"], s_parts = ["layer", "backward_layer", "cell"];

    /// <summary>Whether this stands for operations on tensors, not for a layer.</summary>
    public static bool IsOperator(JsonObject node) =>
        Text(node["module"]) is { } module && (module.Contains(".ops.", StringComparison.Ordinal) || module == "keras.ops");

    /// <summary>Whether the class is one of the two kinds of model.</summary>
    public static bool IsModel(string className) => s_models.Contains(className);

    /// <summary>Refuses classes that are neither known nor the user's.</summary>
    public static void RequireKnown(JsonObject model, LoadContext context)
    {
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (JsonObject node in Layers(model, context))
        {
            string className = Text(node["class_name"]) ?? throw context.Refuse(KerasContents.ConfigEntry, $"expected a class_name; got {Short(node)}");
            if (className is "__lambda__" or "Lambda" && !context.CustomObjects.ContainsKey(className))
                throw Lambda(context);
            if (!IsKnown(node, className, context))
                unknown.Add(IsOperator(node) ? $"{className} (operation)" : className);
        }
        if (unknown.Count > 0)
            throw Unknown(unknown, context);
    }

    /// <summary>The text of a value, or null.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The beginning of a value, for messages.</summary>
    public static string Short(JsonNode? node) => node?.ToJsonString() is { } text ? text.Length > 100 ? $"{text[..100]}…" : text : "null";

    private static bool IsKnown(JsonObject node, string className, LoadContext context) =>
        context.CustomObjects.ContainsKey(className)
        || (IsOperator(node) ? OperatorTable.Knows(className) : IsModel(className) || LayerTable.FromConfig.ContainsKey(className));

    // The model itself and the layers in it, in lists and in wrappers, at any depth. What is inside a class of the user's own is the user's.
    private static IEnumerable<JsonObject> Layers(JsonObject model, LoadContext context)
    {
        var stack = new Stack<JsonObject>([model]);
        while (stack.TryPop(out JsonObject? node))
        {
            yield return node;
            if (node["config"] is not JsonObject config || Text(node["class_name"]) is not { } name || context.CustomObjects.ContainsKey(name))
                continue;
            IEnumerable<JsonObject> lists = s_lists.Select(key => config[key]).OfType<JsonArray>().SelectMany(list => list.OfType<JsonObject>());
            IEnumerable<JsonObject> parts = s_parts.Select(key => config[key]).OfType<JsonObject>();
            foreach (JsonObject layer in lists.Concat(parts))
                stack.Push(layer);
        }
    }

    private static InvalidDataException Lambda(LoadContext context) => context.Refuse(
        KerasContents.ConfigEntry,
        "the model has a Lambda.\n  expected: layers that are described by values\n  got:      Python code, which is not run\n" +
        "  hint:     write it as a layer of its own and name that in customObjects");

    private static InvalidDataException Unknown(SortedSet<string> unknown, LoadContext context) => context.Refuse(
        KerasContents.ConfigEntry,
        $"the model has classes that are not known.\n  expected: layers and models of Keras, and those that customObjects names{(context.CustomObjects.Count == 0 ? "" : $": {string.Join(", ", context.CustomObjects.Keys)}")}\n" +
        $"  got:      {string.Join(", ", unknown)}\n  hint:     give a function for each in customObjects");
}
