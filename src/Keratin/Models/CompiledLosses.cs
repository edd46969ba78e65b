using Keratin.Graph;
using Keratin.Losses;
using Keratin.Metrics;

namespace Keratin.Models;

/// <summary>A compiled model's losses and metrics, now that outputs and targets are known.</summary>
internal sealed class CompiledLosses
{
    private readonly CompileSettings _settings;
    private readonly int _outputs;
    private readonly Mean?[] _trackers;
    private readonly List<(int Output, Metric Metric, bool IsWeighted)> _metrics = [];

    // Which entry of the targets an output's are; -1 where it has none.
    private readonly int[] _targets;

    public CompiledLosses(string who, CompileSettings settings, IReadOnlyList<string> names, IReadOnlyList<Shape> outputs, IReadOnlyList<Shape> targets)
    {
        (_settings, _outputs) = (settings, outputs.Count);
        settings.Check(who, outputs.Count);
        _targets = Assign(who, targets.Count);
        bool isOne = outputs.Count == 1;
        // As in Keras, where several outputs have losses they are reported one by one besides their sum.
        bool areSeveral = Enumerable.Range(0, outputs.Count).Count(i => settings.LossOf(i) is not null) > 1;
        _trackers = [.. names.Select((name, i) => areSeveral && settings.LossOf(i) is not null ? new Mean($"{name}_loss") : null)];
        Reported.Add(("loss", LossTracker));
        Reported.AddRange(_trackers.OfType<Mean>().Select(tracker => (tracker.Name, (Metric)tracker)));
        for (int i = 0; i < outputs.Count; i++)
        {
            Add(i, CompileSettings.Of(settings.Metrics, i), isWeighted: false);
            Add(i, CompileSettings.Of(settings.WeightedMetrics, i), isWeighted: true);
        }

        void Add(int output, IReadOnlyList<MetricSpec> specs, bool isWeighted)
        {
            foreach (MetricSpec spec in specs)
            {
                if (_targets[output] < 0)
                    throw new ArgumentException($"{who}: expected targets for the metrics of output '{names[output]}'; got none.");
                Metric metric = spec.Metric ?? MetricTable.Named(spec.Name!, targets[_targets[output]], outputs[output]);
                _metrics.Add((output, metric, isWeighted));
                Reported.Add((Unused(isOne ? metric.Name : $"{names[output]}_{metric.Name}"), metric));
            }
        }
    }

    /// <summary>The running mean of the loss.</summary>
    public Mean LossTracker { get; } = new("loss");

    /// <summary>Loss, the outputs' losses, then the metrics in order, each under its name in logs.</summary>
    public List<(string Name, Metric Metric)> Reported { get; } = [];

    /// <summary>How many of <see cref="Reported"/> are losses: their sum, and each by itself where there are several.</summary>
    public int Count => 1 + _trackers.Count(tracker => tracker is not null);

    /// <summary>Losses that seem not to get what they take, found while the first step was traced.</summary>
    public HashSet<Warning> Doubts { get; } = [];

    /// <summary>Which targets belong to an output; -1 where it has none.</summary>
    public int TargetOf(int output) => _targets[output];

    /// <summary>The sum of the outputs' weighted losses; null where there is no loss.</summary>
    public KerasTensor? Compute(StepData data, IReadOnlyList<KerasTensor> outputs)
    {
        KerasTensor? sum = null;
        for (int i = 0; i < _outputs; i++)
        {
            if (_settings.LossOf(i) is not { } loss)
                continue;
            if (OutputDoubts.Look(loss, outputs[i]) is { } doubt)
                Doubts.Add(doubt);
            KerasTensor value = loss.Compute(data.Y[_targets[i]], outputs[i], WeightOf(data, i), MaskOf(outputs[i]));
            _trackers[i]?.Update(value, Ops.Constant(data.BatchSize));
            if (_settings.WeightOf(i) is not 1 and var weight)
                value *= weight;
            sum = sum is null ? value : sum + value;
        }
        return sum;
    }

    /// <summary>Takes a batch into account.</summary>
    public void UpdateMetrics(StepData data, IReadOnlyList<KerasTensor> outputs)
    {
        foreach (var (output, metric, isWeighted) in _metrics)
            metric.UpdateState(data.Y[_targets[output]], outputs[output], isWeighted ? WeightOf(data, output) : null, MaskOf(outputs[output]));
    }

    // Which time steps of an output count, where layers said so.
    private static KerasTensor? MaskOf(KerasTensor output) => Trace.Current?.Masks.GetValueOrDefault(output);

    private static KerasTensor? WeightOf(StepData data, int output) => data.SampleWeight.Count switch
    {
        0 => null,
        1 => data.SampleWeight[0],
        _ => data.SampleWeight[output],
    };

    // As many targets as outputs, or as many as there are outputs with a loss.
    private int[] Assign(string who, int targets)
    {
        int[] trained = [.. Enumerable.Range(0, _outputs).Where(i => _settings.LossOf(i) is not null)];
        // A step of one's own does with the targets what it likes.
        bool isOwn = trained.Length == 0 && _settings.Metrics.Concat(_settings.WeightedMetrics).All(specs => specs.Count == 0);
        if (isOwn)
            return [.. Enumerable.Range(0, _outputs).Select(i => i < targets ? i : -1)];
        if (targets == _outputs)
            return [.. Enumerable.Range(0, _outputs)];
        if (targets == trained.Length)
            return [.. Enumerable.Range(0, _outputs).Select(i => Array.IndexOf(trained, i))];
        string wanted = trained.Length == _outputs ? $"{_outputs}" : $"{_outputs}, or {trained.Length} for those with a loss";
        throw new ArgumentException($"{who}: expected targets for each of the outputs, {wanted}; got {targets}.");
    }

    private string Unused(string name)
    {
        string free = name;
        for (int number = 1; Reported.Any(entry => entry.Name == free); number++)
            free = $"{name}_{number}";
        return free;
    }
}
