using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>JSON as Python writes and reads it: <c>NaN</c> and <c>Infinity</c> may occur, and 1.0 is not 1.</summary>
internal static class PythonJson
{
    private const int MaxDepth = 256;

    // The replacements are as long as the words or shorter. No configuration means anything by NaN: it becomes null.
    private static readonly (string Word, string Json)[] s_words = [("-Infinity", "-1e999"), ("Infinity", "1e999"), ("NaN", "null")];

    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object in a file.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static JsonObject Parse(ReadOnlyMemory<byte> utf8, string place)
    {
        try
        {
            return ParseNode(utf8) as JsonObject ?? throw new InvalidDataException($"{place}: expected a JSON object; got something else.");
        }
        catch (JsonException refused)
        {
            throw new InvalidDataException($"{place}: expected JSON, at most {MaxDepth} deep; got: {refused.Message}", refused);
        }
    }

    /// <summary>Text in Python's spelling.</summary>
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static JsonNode? ParseNode(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        JsonDocumentOptions options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
        try
        {
            return JsonNode.Parse(utf8.Span, documentOptions: options);
        }
        catch (JsonException) when (utf8.Span.IndexOf("NaN"u8) >= 0 || utf8.Span.IndexOf("Infinity"u8) >= 0)
        {
            return JsonNode.Parse(WithoutWords(Encoding.UTF8.GetString(utf8.Span)), documentOptions: options);
        }
    }

    // Outside of strings, which may have such words of their own.
    private static string WithoutWords(string text)
    {
        var result = new StringBuilder(text.Length);
        bool isString = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                isString = !isString;
            var found = isString ? default : s_words.FirstOrDefault(word => text.AsSpan(i).StartsWith(word.Word, StringComparison.Ordinal));
            if (found.Word is not null)
            {
                result.Append(found.Json);
                i += found.Word.Length - 1;
                continue;
            }
            result.Append(text[i]);
            if (isString && text[i] == '\\' && i + 1 < text.Length)
                result.Append(text[++i]);
        }
        return result.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonArray array:
                text.Append('[');
                for (int i = 0; i < array.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Write(array[i], text);
                }
                text.Append(']');
                break;
            case JsonObject members:
                text.Append('{');
                string comma = "";
                foreach (var (key, value) in members)
                {
                    text.Append(comma).Append(JsonValue.Create(key).ToJsonString(s_relaxed)).Append(": ");
                    Write(value, text);
                    comma = ", ";
                }
                text.Append('}');
                break;
            default:
                text.Append(Scalar(node.AsValue()));
                break;
        }
    }

    private static string Scalar(JsonValue value)
    {
        // What was read is written as it stood.
        if (value.TryGetValue(out JsonElement _))
            return value.ToJsonString(s_relaxed);
        if (value.TryGetValue(out float single))
            return Number(single, single.ToString("R", CultureInfo.InvariantCulture));
        if (value.TryGetValue(out double number))
            return Number(number, number.ToString("R", CultureInfo.InvariantCulture));
        return value.ToJsonString(s_relaxed);
    }

    // Keras refuses a whole number where it wants a float, so 1 is written 1.0.
    private static string Number(double value, string digits) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? value > 0 ? "Infinity" : "-Infinity"
        : digits.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{digits}.0"
        : digits;
}
