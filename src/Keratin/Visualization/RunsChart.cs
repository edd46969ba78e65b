using Keratin.Callbacks;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>Metrics of several runs: all in one panel to compare them, or a panel each with the same vertical axis.</summary>
/// <remarks>In one panel the validation counts where all runs have one,
/// and the legend of a single metric names each run's best value; in panels of their own both lines are drawn.</remarks>
/// <example>
/// <code>
/// new RunsChart([("SGD", slow), ("Adam", fast)], "accuracy").SaveSvg("optimizers.svg");
/// new RunsChart(runs, "loss") { SideBySide = true, Title = "Overfitting" }.SaveSvg("overfitting.svg");
/// </code>
/// </example>
public sealed class RunsChart : Chart
{
    private readonly IReadOnlyList<(string Name, HistoryLines Lines)> _runs;
    private readonly IReadOnlyList<string> _metrics;

    /// <summary>Chooses what is drawn.</summary>
    /// <param name="runs">What the runs are called and what <c>Fit</c> returned, at least one.</param>
    /// <param name="metric">A name without <c>val_</c>.</param>
    /// <exception cref="ArgumentException">There is no run, or one did not record the metric.</exception>
    public RunsChart(IReadOnlyList<(string Name, History History)> runs, string metric = "loss")
        : this(runs, [metric])
    {
    }

    /// <summary>Chooses what is drawn.</summary>
    /// <param name="runs">What the runs are called and what <c>Fit</c> returned, at least one.</param>
    /// <param name="metrics">Names without <c>val_</c>, at least one. Each has panels of its own.</param>
    /// <exception cref="ArgumentException">There is no run, no metric, or a run did not record one.</exception>
    public RunsChart(IReadOnlyList<(string Name, History History)> runs, IReadOnlyList<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(metrics);
        if (runs.Count == 0)
            throw new ArgumentException("RunsChart: expected at least one run; got none.", nameof(runs));
        if (metrics.Count == 0)
            throw new ArgumentException("RunsChart: expected at least one metric; got none.", nameof(metrics));
        _metrics = [.. metrics];
        _runs = [.. runs.Select(run => (run.Name, new HistoryLines(run.History, $"RunsChart, run '{run.Name}'")))];
        foreach (var (_, lines) in _runs)
        {
            foreach (string metric in _metrics)
                lines.Require(metric);
        }
    }

    /// <summary>Whether each run has a panel of its own.</summary>
    public bool SideBySide { get; init; }

    /// <summary>Whether the vertical axes of losses and learning rates are logarithmic; of a single metric, whatever it is.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether it is drawn for a narrow column or a phone: 392 units wide, panels below each other.</summary>
    public bool IsNarrow { get; init; }

    private protected override string DefaultTitle => $"{string.Join(", ", _metrics.Select(MetricText.Words))} of {_runs.Count} runs";

    private bool HasOne => _metrics.Count == 1;

    private bool HasValidation(string metric) => _runs.All(run => run.Lines.Lines(metric).Any(line => line.Name == HistoryLines.Validation));

    private bool HasLog(string metric) => IsLog && (HasOne || MetricText.CanBeLog(metric));

    private protected override string Describe() => string.Join(" ", _runs.SelectMany(run => _metrics.Select(metric =>
        $"{run.Name}: {MetricText.Words(metric)}, {string.Join("; ", run.Lines.Lines(metric).Select(line => SeriesText.Of(line, "epoch")))}.")));

    private protected override (double Width, double Height) Draw(SvgWriter svg) => (SideBySide ? Multiples() : Overlay()).Draw(svg, Heading);

    // Panels of a metric share their vertical axis.
    private PanelSheet Multiples()
    {
        Dictionary<string, double[]> all = _metrics.Distinct().ToDictionary(
            metric => metric, metric => _runs.SelectMany(run => run.Lines.Lines(metric)).SelectMany(line => line.Y).ToArray());
        return new PanelSheet
        {
            IsNarrow = IsNarrow,
            Panels = [.. _runs.SelectMany(run => _metrics.Select(metric => new LinePanel(Styled(run.Lines, metric), HasLog(metric), all[metric])
            {
                Heading = HasOne ? run.Name : $"{run.Name}: {MetricText.Words(metric)}",
                XLabel = "epoch",
                YLabel = MetricText.Words(metric),
            }))],
            Legend = [.. _runs.SelectMany(run => _metrics.SelectMany(metric => Styled(run.Lines, metric)))
                .Select(line => new LegendItem(line.Series.Name, line.Style)).Distinct()],
        };
    }

    private static PlotLine[] Styled(HistoryLines lines, string metric) => [.. lines.Lines(metric).Select(line => new PlotLine(line, lines.StyleOf(line.Name)))];

    private PanelSheet Overlay()
    {
        PlotLine[][] lines = [.. _metrics.Select(metric => _runs.Select((run, n) => new PlotLine(OneOf(run, metric), LineStyle.Of(n))).ToArray())];
        return new PanelSheet
        {
            IsNarrow = IsNarrow,
            Panels = [.. _metrics.Select((metric, i) => new LinePanel(lines[i], HasLog(metric))
            {
                Heading = HasOne ? "" : MetricText.Words(metric),
                XLabel = "epoch",
                YLabel = HasValidation(metric) ? $"validation {MetricText.Words(metric)}" : MetricText.Words(metric),
                LabelsBest = false,
            })],
            Legend = [.. lines[0].Select(line => new LegendItem(HasOne ? NameAndBest(line.Series) : line.Series.Name, line.Style))],
        };
    }

    // The validation, or the training where not all runs have one, under the run's name.
    private LineSeries OneOf((string Name, HistoryLines Lines) run, string metric)
    {
        string wanted = HasValidation(metric) ? HistoryLines.Validation : HistoryLines.Training;
        IReadOnlyList<LineSeries> lines = run.Lines.Lines(metric);
        LineSeries line = lines.FirstOrDefault(line => line.Name == wanted) ?? lines[0];
        return new(run.Name, line.X, line.Y) { Best = MetricText.BestOf(metric) };
    }

    private static string NameAndBest(LineSeries line) => LinePanel.BestText(line, "epoch") is { } best ? $"{line.Name}: {best}" : line.Name;
}
