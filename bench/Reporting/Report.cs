using System.Text.Json;
using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;

namespace Keratin.Bench.Reporting;

/// <summary>Where tables go: to the console as soon as they are full, to the JSON file after each group, so that a broken run leaves something.</summary>
internal sealed class Report(string path, IReadOnlyDictionary<string, string> surroundings, bool isFiltered)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    // Above this the figures of a table are in doubt.
    private const double Disturbing = 0.1;

    private readonly JsonArray _tables = [];
    private readonly OtherLoad _others = new();

    /// <summary>Says what is being measured, where a person waits; not part of the report.</summary>
    public static void Progress(string text)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r\u001b[K{text}");
    }

    public void Begin()
    {
        Console.Out.Write(string.Concat(surroundings.Select(pair => $"- {pair.Key}: {pair.Value}\n")) + "\n");
    }

    public void Add(Table table)
    {
        Progress("");
        if (isFiltered && table.Rows == 0)
            return;
        if (_others.Take() is > Disturbing and { } part)
            table.Note($"**measured beside other programs, which used {part:P0} of the machine: these figures are in doubt**");
        Console.Out.Write(table.ToMarkdown());
        _tables.Add(table.ToJson());
        Save();
    }

    private void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var about = new JsonObject(surroundings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
        var whole = new JsonObject { ["surroundings"] = about, ["tables"] = _tables.DeepClone() };
        File.WriteAllText(path, whole.ToJsonString(s_indented) + "\n");
    }
}
