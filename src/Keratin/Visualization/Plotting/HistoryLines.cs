using Keratin.Callbacks;

namespace Keratin.Visualization.Plotting;

/// <summary>The lines of a history. A validation that comes every few epochs has its values at those epochs.</summary>
internal sealed class HistoryLines
{
    /// <summary>Names of the two lines of a metric.</summary>
    public const string Training = "training", Validation = "validation";

    private const string Prefix = "val_";

    private readonly History _history;
    private readonly string _who;

    public HistoryLines(History history, string who)
    {
        (_history, _who) = (history, who);
        if (history.Epoch.Count == 0)
            throw new ArgumentException($"{who}: expected a history of at least one epoch; got an empty one.", nameof(history));
        // The loss first, what is not measured last, the rest as recorded.
        Metrics = [.. history.Keys.Select(Base).Distinct()
            .OrderBy(name => name == "loss" ? 0 : MetricText.IsSetting(name) ? 2 : 1).ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>What was recorded, without <c>val_</c>.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Training is blue, and dashed where there is a validation; that is solid and vermilion.</summary>
    public LineStyle StyleOf(string name) => name == Validation ? new LineStyle(1, null, 2.4) : new LineStyle(0, HasValidation ? "6 4" : null);

    /// <summary>Whether anything was measured on a validation.</summary>
    public bool HasValidation => _history.Keys.Any(key => key.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>Complains about a metric that was not recorded.</summary>
    public void Require(string metric)
    {
        if (!Metrics.Contains(metric))
            throw new ArgumentException($"{_who}: expected one of {string.Join(", ", Metrics)}; got '{metric}'.", nameof(metric));
    }

    /// <summary>Training and validation of a metric, as far as there are any; the best value is the validation's where it exists.</summary>
    public IReadOnlyList<LineSeries> Lines(string metric)
    {
        LineSeries? validation = Line(Prefix + metric, Validation, MetricText.BestOf(metric));
        LineSeries? training = Line(metric, Training, validation is null ? MetricText.BestOf(metric) : Best.None);
        return [.. new[] { training, validation }.OfType<LineSeries>()];
    }

    private LineSeries? Line(string key, string name, Best best)
    {
        int[] rows = [.. Enumerable.Range(0, _history.Logs.Count).Where(row => _history.Logs[row].ContainsKey(key))];
        return rows.Length == 0 ? null
            : new LineSeries(name, [.. rows.Select(row => _history.Epoch[row] + 1.0)], [.. rows.Select(row => (double)_history.Logs[row][key])]) { Best = best };
    }

    private static string Base(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
}
