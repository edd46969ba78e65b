using System.Globalization;
using System.Text.Json;
using Keratin.Callbacks;
using Keratin.Metrics;

namespace Keratin.Visualization.Reporting;

/// <summary>Reads a record that may come from anywhere.</summary>
internal static class RecordReader
{
    private const int MaxDepth = 8;
    private const int MaxEpoch = int.MaxValue - 1;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static RunRecord Read(string path)
    {
        byte[] bytes = new byte[RecordFormat.MaxBytes + 1];
        using FileStream file = File.OpenRead(path);
        // Read and not asked for its length: what is no ordinary file has none.
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Parse(path, bytes.AsMemory(0, length));
    }

    public static RunRecord Parse(string file, ReadOnlyMemory<byte> json)
    {
        if (json.Length > RecordFormat.MaxBytes)
            throw new InvalidDataException($"{file}: expected a run record of at most {RecordFormat.MaxBytes >> 20} MiB; got a larger file.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_options);
            return Read(new RecordNode(document.RootElement, file, ""));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file}: expected a run record in JSON; got something else: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            // Text that is no UTF-8, or has half a surrogate pair.
            throw new InvalidDataException($"{file}: expected a run record in UTF-8; got something else: {fault.Message}", fault);
        }
    }

    private static RunRecord Read(RecordNode root)
    {
        string[] names = [.. root.Members().Select(member => member.Name)];
        if (!names.Contains("format") || root["format"].Text() != RecordFormat.Name)
            throw root.Refuse($"a run record, format \"{RecordFormat.Name}\"", "something else");
        long version = root["version"].Count(int.MaxValue);
        if (version != RecordFormat.Version)
            throw root["version"].Refuse($"{RecordFormat.Version}, the version that this Keratin reads");
        if (names.Except(RecordFormat.Members).FirstOrDefault() is { } unknown)
            throw root[unknown].Refuse("no such member");
        ConfusionMatrix? confusion = Confusion(root["confusion"]);
        string[] classes = [.. root["classes"].List(RecordFormat.MaxClasses).Select(name => name.Text())];
        if (confusion is not null && confusion.Classes != classes.Length)
            throw root["confusion"].Refuse($"a row for each of the {classes.Length} classes", $"{confusion.Classes} rows");
        History history = HistoryOf(root["history"]);
        int epochs = (int)root["epochs"].Count(int.MaxValue);
        if (history.Epoch.Count > epochs)
            throw root["history"].Refuse($"at most {epochs} epochs", $"{history.Epoch.Count}");
        return new RunRecord
        {
            Name = root["name"].Text(),
            Created = Moment(root["created"]),
            Command = root["command"].IsNull ? null : root["command"].Text(),
            Epochs = epochs,
            Parameters = root["parameters"].Count(long.MaxValue),
            Seconds = Positive(root["seconds"]),
            SamplesPerSecond = Positive(root["samples_per_second"]),
            Results = [.. root["results"].Members().Select(member => (member.Name, member.Value.Number()))],
            Settings = Pairs(root["settings"]),
            Data = Pairs(root["data"]),
            Parts = Parts(root["parts"]),
            Environment = Pairs(root["environment"]),
            ClassNames = classes,
            Confusion = confusion,
            History = history,
        };
    }

    private static DateTimeOffset Moment(RecordNode node) =>
        DateTimeOffset.TryParseExact(node.Text(), RecordFormat.Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment : throw node.Refuse("a time such as 2026-03-02T15:07:05Z");

    private static double? Positive(RecordNode node)
    {
        if (node.IsNull)
            return null;
        double value = node.Number();
        return value >= 0 && double.IsFinite(value) ? value : throw node.Refuse("a number of at least 0");
    }

    private static (string, string)[] Pairs(RecordNode node) => [.. node.Members().Select(member => (member.Name, member.Value.Text()))];

    private static (string, IReadOnlyList<int>)[] Parts(RecordNode node)
    {
        (string, IReadOnlyList<int> Counts)[] parts = [.. node.Members().Select(part => (part.Name, (IReadOnlyList<int>)Counts(part.Value)))];
        return parts.Select(part => part.Counts.Count).Distinct().Count() <= 1 ? parts : throw node.Refuse("the same number of classes in each part", "several");
    }

    private static int[] Counts(RecordNode node)
    {
        int[] counts = [.. node.List(RecordFormat.MaxClasses).Select(count => (int)count.Count(int.MaxValue))];
        return counts.Sum(count => (long)count) <= int.MaxValue ? counts : throw node.Refuse("at most two thousand million samples", "more");
    }

    private static ConfusionMatrix? Confusion(RecordNode node)
    {
        if (node.IsNull)
            return null;
        IReadOnlyList<RecordNode> rows = node.List(RecordFormat.MaxClasses);
        if (rows.Count < 2)
            throw node.Refuse("at least 2 classes", $"{rows.Count}");
        var confusion = new ConfusionMatrix(rows.Count);
        long sum = 0;
        for (int label = 0; label < rows.Count; label++)
        {
            int[] counts = Counts(rows[label]);
            if (counts.Length != rows.Count)
                throw rows[label].Refuse($"{rows.Count} counts", $"{counts.Length}");
            sum += counts.Sum(count => (long)count);
            if (sum > int.MaxValue)
                throw node.Refuse("at most two thousand million samples", "more");
            for (int predicted = 0; predicted < rows.Count; predicted++)
                confusion.Add(label, predicted, counts[predicted]);
        }
        return confusion;
    }

    private static History HistoryOf(RecordNode node)
    {
        if (node.Members().Select(member => member.Name).Except(["epoch", "values"]).FirstOrDefault() is { } unknown)
            throw node[unknown].Refuse("no such member");
        int[] epochs = [.. node["epoch"].List().Select(epoch => (int)epoch.Count(MaxEpoch))];
        if (epochs.Zip(epochs.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw node["epoch"].Refuse("rising numbers", "others");
        Logs[] logs = [.. epochs.Select(_ => new Logs())];
        foreach (var (name, list) in node["values"].Members())
        {
            IReadOnlyList<RecordNode> values = list.List();
            if (values.Count != epochs.Length)
                throw list.Refuse($"{epochs.Length} values, one an epoch", $"{values.Count}");
            for (int i = 0; i < values.Count; i++)
            {
                if (!values[i].IsNull)
                    logs[i][name] = values[i].Single();
            }
        }
        var history = new History();
        for (int i = 0; i < epochs.Length; i++)
            history.Add(epochs[i], logs[i]);
        return history;
    }
}
