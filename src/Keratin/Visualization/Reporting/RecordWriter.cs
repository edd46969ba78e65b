using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Keratin.Callbacks;
using Keratin.Metrics;

namespace Keratin.Visualization.Reporting;

/// <summary>Writes a record as JSON; docs/run-json.md describes it.</summary>
internal static class RecordWriter
{
    // Read by people and programs, never placed into a page: no need for escapes beyond JSON's own.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RunRecord record)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
            Write(json, record);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, RunRecord record)
    {
        json.WriteStartObject();
        json.WriteString("format", RecordFormat.Name);
        json.WriteNumber("version", RecordFormat.Version);
        json.WriteString("name", record.Name);
        json.WriteString("created", record.Created.UtcDateTime.ToString(RecordFormat.Moment, CultureInfo.InvariantCulture));
        json.WriteString("command", record.Command);
        json.WriteNumber("epochs", record.Epochs);
        json.WriteNumber("parameters", record.Parameters);
        WriteNumber(json, "seconds", record.Seconds);
        WriteNumber(json, "samples_per_second", record.SamplesPerSecond);
        json.WriteStartObject("results");
        foreach (var (name, value) in record.Results.DistinctBy(result => result.Name))
            WriteNumber(json, name, value);
        json.WriteEndObject();
        Write(json, "settings", record.Settings);
        Write(json, "data", record.Data);
        WriteLists(json, "parts", record.Parts.Select(part => (part.Name, Text(part.ClassCounts))));
        Write(json, "environment", record.Environment);
        json.WriteStartArray("classes");
        foreach (string name in record.ClassNames)
            json.WriteStringValue(name);
        json.WriteEndArray();
        Write(json, record.Confusion);
        Write(json, record.History);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string member, IReadOnlyList<(string Name, string Value)> pairs)
    {
        json.WriteStartObject(member);
        foreach (var (name, value) in pairs.DistinctBy(pair => pair.Name))
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ConfusionMatrix? confusion)
    {
        json.WritePropertyName("confusion");
        if (confusion is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartArray();
        int[] classes = [.. Enumerable.Range(0, confusion.Classes)];
        foreach (int label in classes)
            json.WriteRawValue(Text(classes.Select(predicted => confusion[label, predicted])));
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, History history)
    {
        json.WriteStartObject("history");
        WriteList(json, "epoch", Text(history.Epoch));
        WriteLists(json, "values", history.Keys.Select(key => (key, Text(history.Logs.Select(logs => logs.TryGetValue(key, out float value) ? Number(value) : "null")))));
        json.WriteEndObject();
    }

    private static void WriteLists(Utf8JsonWriter json, string member, IEnumerable<(string Name, string List)> lists)
    {
        json.WriteStartObject(member);
        foreach (var (name, list) in lists.DistinctBy(list => list.Name))
            WriteList(json, name, list);
        json.WriteEndObject();
    }

    // On one line: a number a line would make the file as long as the training.
    private static void WriteList(Utf8JsonWriter json, string name, string list)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(list);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value is { } number ? Number(number) : "null");
    }

    private static string Text(IEnumerable<int> numbers) => Text(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Text(IEnumerable<string> numbers) => $"[{string.Join(", ", numbers)}]";

    // JSON knows no NaN and no infinity; they are written as text. As a float a number is written with a float's digits.
    private static string Number(float value) => float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : Quoted(value);

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : Quoted(value);

    private static string Quoted(double value) => $"\"{value.ToString(CultureInfo.InvariantCulture)}\"";
}
