using Keratin.Callbacks;

namespace Keratin.Tests.Models;

/// <summary>Writes down what it is told, and may do something of its own.</summary>
internal sealed class Recorder(string prefix = "", List<string>? events = null) : Callback
{
    public List<string> Events { get; } = events ?? [];

    public Action<ITraining, Logs>? OnEpochEnded { get; init; }

    public Action<ITraining, int>? OnBatchEnded { get; init; }

    public Action<Logs>? OnBatchLogs { get; init; }

    public override void OnTrainBegin(ITraining training) => Events.Add($"{prefix}train begins");

    public override void OnEpochBegin(ITraining training, int epoch) => Events.Add($"{prefix}epoch {epoch} begins");

    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        Events.Add($"{prefix}batch {batch} ended");
        OnBatchLogs?.Invoke(logs());
        OnBatchEnded?.Invoke(training, batch);
    }

    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        Events.Add($"{prefix}epoch {epoch} ended");
        OnEpochEnded?.Invoke(training, logs);
    }

    public override void OnTrainEnd(ITraining training) => Events.Add($"{prefix}train ended");
}
