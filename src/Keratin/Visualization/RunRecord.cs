using Keratin.Callbacks;
using Keratin.Metrics;
using Keratin.Visualization.Reporting;

namespace Keratin.Visualization;

/// <summary>What is worth keeping of a training run, as data: what <see cref="TrainingReport"/> shows and <see cref="RunsReport"/> compares.</summary>
/// <remarks>
/// As a file it is JSON, described in <c>docs/run-json.md</c>. Reading is strict, as such a file may come from anywhere: an unknown version or member, a wrong
/// type, numbers that contradict each other and files above 16 MiB are refused.
/// </remarks>
/// <example>
/// <code>
/// new TrainingReport(model, history).ToRecord().Save("run.json");
/// RunRecord run = RunRecord.Load("run.json");
/// </code>
/// </example>
public sealed class RunRecord
{
    /// <summary>What the run is called.</summary>
    public required string Name { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>The values of each finished epoch.</summary>
    public required History History { get; init; }

    /// <summary>Epochs that were asked for; fewer are in <see cref="History"/> where the training was stopped.</summary>
    public int Epochs { get; init; }

    /// <summary>Whether fewer epochs were finished than asked for.</summary>
    public bool IsStopped => History.Epoch.Count < Epochs;

    /// <summary>Parameters of the model.</summary>
    public long Parameters { get; init; }

    /// <summary>Seconds that the training took; null where it was not measured.</summary>
    public double? Seconds { get; init; }

    /// <summary>Training samples that were gone through in a second, validation included in the time; null where it was not measured.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>What a command line must say to repeat the run; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>Numbers found after the training: <c>test accuracy</c>, <c>test loss</c>.</summary>
    public IReadOnlyList<(string Name, double Value)> Results { get; init; } = [];

    /// <summary>Hyper-parameters: whatever was chosen before the training.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>What is known of the data.</summary>
    public IReadOnlyList<(string Name, string Value)> Data { get; init; } = [];

    /// <summary>Parts of the data (training, validation, test) and how many samples of each class they have.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<int> ClassCounts)> Parts { get; init; } = [];

    /// <summary>Versions and machine.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>What the classes are called; empty where there was no test and no names were given.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What was taken for what in the test; null where there was none.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>The record as JSON text.</summary>
    public string ToJson() => RecordWriter.Write(this);

    /// <summary>Writes the record as a JSON file, in place of any that is there.</summary>
    /// <param name="path">Usually <c>run.json</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, ToJson());
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such record; the message says where and why.</exception>
    public static RunRecord Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RecordReader.Read(path);
    }

    /// <summary>Reads a record from JSON text.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <exception cref="InvalidDataException">It is no such record; the message says where and why.</exception>
    public static RunRecord FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RecordReader.Parse("RunRecord", System.Text.Encoding.UTF8.GetBytes(json));
    }
}
