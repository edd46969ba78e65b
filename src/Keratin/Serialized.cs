using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keratin;

/// <summary>Keras' form of an object in a file: <c>{"module", "class_name", "config", "registered_name"}</c>.</summary>
internal static partial class Serialized
{
    /// <summary>Puts a configuration into that form.</summary>
    public static JsonObject Wrap(string module, string className, JsonObject config) => new()
    {
        ["module"] = module,
        ["class_name"] = className,
        ["config"] = config,
        ["registered_name"] = null,
    };

    /// <summary>The class name and configuration; a bare name has an empty one.</summary>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static (string ClassName, JsonObject Config) Unwrap(JsonNode node) => node switch
    {
        JsonValue value when value.TryGetValue(out string? name) => (name, []),
        JsonObject wrapped when wrapped["class_name"] is JsonValue name && wrapped["config"] is JsonObject config => ((string)name!, config),
        // A function: its name is the configuration.
        JsonObject wrapped when wrapped["config"] is JsonValue name && name.TryGetValue(out string? function) => (function, []),
        JsonObject wrapped when wrapped["class_name"] is JsonValue name => ((string)name!, []),
        _ => throw new InvalidDataException($"Configuration: expected a name or an object with class_name and config; got {node.ToJsonString()}."),
    };

    /// <summary>snake_case as CamelCase, for names such as <c>glorot_uniform</c>: <c>GlorotUniform</c>.</summary>
    public static string ToClassName(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>Looks a class up by its name, in either spelling.</summary>
    public static T Create<T>(string what, JsonNode node, IReadOnlyDictionary<string, Func<JsonObject, T>> table)
    {
        var (name, config) = Unwrap(node);
        if (table.TryGetValue(name, out Func<JsonObject, T>? create) || table.TryGetValue(ToClassName(name), out create))
            return create(config);
        throw new ArgumentException($"{what}: expected one of {string.Join(", ", table.Keys)}; got '{name}'.");
    }

    /// <summary><c>MaxPooling2D</c> as <c>max_pooling2d</c>, by Keras' two rules.</summary>
    public static string ToSnakeCase(string name)
    {
        string words = NonWord().Replace(name, "");
        words = WordStart().Replace(words, "$1_$2");
        return LowerUpper().Replace(words, "$1_$2").ToLowerInvariant();
    }

    [GeneratedRegex(@"\W")]
    private static partial Regex NonWord();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex WordStart();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerUpper();
}
