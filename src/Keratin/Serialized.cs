using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Keratin;

/// <summary>Keras' form of an object in a file: <c>{"module", "class_name", "config", "registered_name"}</c>.</summary>
internal static class Serialized
{
    /// <summary>Puts a configuration into that form.</summary>
    public static JsonObject Wrap(string module, string className, JsonObject config) => new()
    {
        ["module"] = module,
        ["class_name"] = className,
        ["config"] = config,
        ["registered_name"] = null,
    };

    /// <summary>Puts a configuration into that form; a class that is not Keras' is the user's own, which Keras finds by a registered name.</summary>
    public static JsonObject Wrap(string module, string className, JsonObject config, bool isKnown)
    {
        JsonObject wrapped = Wrap(module, className, config);
        if (!isKnown)
            (wrapped["module"], wrapped["registered_name"]) = (null, $"Custom>{className}");
        return wrapped;
    }

    /// <summary>A function, which files hold by its name.</summary>
    public static JsonObject Function(string name) => new()
    {
        ["module"] = "builtins",
        ["class_name"] = "function",
        ["config"] = name,
        ["registered_name"] = "function",
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

    /// <summary><c>MaxPooling2D</c> as <c>max_pooling2d</c>, by Keras' two rules: <c>(.)([A-Z][a-z]+)</c> and <c>([a-z])([A-Z])</c> part words.</summary>
    /// <remarks>By hand, as every layer's name comes from here and setting up regular expressions takes longer than reading a model.</remarks>
    public static string ToSnakeCase(string name)
    {
        string letters = string.Concat(name.Where(IsWordCharacter));
        var words = new StringBuilder();
        for (int i = 0; i < letters.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(letters[i]) && (IsLower(letters, i - 1) || IsLower(letters, i + 1)))
                words.Append('_');
            words.Append(letters[i]);
        }
        return words.ToString().ToLowerInvariant();
    }

    private static bool IsLower(string text, int index) => index < text.Length && char.IsAsciiLetterLower(text[index]);

    // What \w means.
    private static bool IsWordCharacter(char c) => char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
