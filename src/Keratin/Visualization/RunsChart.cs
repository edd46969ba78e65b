using Keratin.Callbacks;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>One metric of several runs: all in one panel to compare them, or a panel each with the same vertical axis.</summary>
/// <remarks>In one panel the validation counts where all runs have one,
/// and the legend names each run's best value; in panels of their own both lines are drawn.</remarks>
/// <example>
/// <code>
/// new RunsChart([("SGD", slow), ("Adam", fast)], "accuracy").SaveSvg("optimizers.svg");
/// new RunsChart(runs, "loss") { SideBySide = true, Title = "Overfitting" }.SaveSvg("overfitting.svg");
/// </code>
/// </example>
public sealed class RunsChart : Chart
{
    private readonly IReadOnlyList<(string Name, HistoryLines Lines)> _runs;
    private readonly string _metric;

    /// <summary>Chooses what is drawn.</summary>
    /// <param name="runs">What the runs are called and what <c>Fit</c> returned, at least one.</param>
    /// <param name="metric">A name without <c>val_</c>.</param>
    /// <exception cref="ArgumentException">There is no run, or one did not record the metric.</exception>
    public RunsChart(IReadOnlyList<(string Name, History History)> runs, string metric = "loss")
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        if (runs.Count == 0)
            throw new ArgumentException("RunsChart: expected at least one run; got none.", nameof(runs));
        _metric = metric;
        _runs = [.. runs.Select(run => (run.Name, new HistoryLines(run.History, $"RunsChart, run '{run.Name}'")))];
        foreach (var (_, lines) in _runs)
            lines.Require(metric);
    }

    /// <summary>Whether each run has a panel of its own.</summary>
    public bool SideBySide { get; init; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether it is drawn for a narrow column or a phone: 392 units wide, panels below each other.</summary>
    public bool IsNarrow { get; init; }

    private protected override string DefaultTitle => $"{MetricText.Words(_metric)} of {_runs.Count} runs";

    private string Words => MetricText.Words(_metric);

    private bool HasValidation => _runs.All(run => run.Lines.Lines(_metric).Any(line => line.Name == HistoryLines.Validation));

    private protected override string Describe() => string.Join(" ", _runs.Select(run =>
        $"{run.Name}: {Words}, {string.Join("; ", run.Lines.Lines(_metric).Select(line => SeriesText.Of(line, "epoch")))}."));

    private protected override (double Width, double Height) Draw(SvgWriter svg) => (SideBySide ? Multiples() : Overlay()).Draw(svg, Heading);

    private PanelSheet Multiples()
    {
        double[] all = [.. _runs.SelectMany(run => run.Lines.Lines(_metric)).SelectMany(line => line.Y)];
        return new PanelSheet
        {
            IsNarrow = IsNarrow,
            Panels = [.. _runs.Select(run => new LinePanel(Styled(run.Lines), IsLog, all) { Heading = run.Name, XLabel = "epoch", YLabel = Words })],
            Legend = [.. _runs.SelectMany(run => Styled(run.Lines)).Select(line => new LegendItem(line.Series.Name, line.Style)).Distinct()],
        };
    }

    private PlotLine[] Styled(HistoryLines lines) => [.. lines.Lines(_metric).Select(line => new PlotLine(line, lines.StyleOf(line.Name)))];

    private PanelSheet Overlay()
    {
        string wanted = HasValidation ? HistoryLines.Validation : HistoryLines.Training;
        PlotLine[] lines = [.. _runs.Select((run, n) => new PlotLine(OneOf(run.Name, run.Lines.Lines(_metric), wanted), LineStyle.Of(n)))];
        return new PanelSheet
        {
            IsNarrow = IsNarrow,
            Panels = [new LinePanel(lines, IsLog) { XLabel = "epoch", YLabel = HasValidation ? $"validation {Words}" : Words, LabelsBest = false }],
            Legend = [.. lines.Select(line => new LegendItem(NameAndBest(line.Series), line.Style))],
        };
    }

    // The wanted line under the run's name; the other where that is all the run has.
    private LineSeries OneOf(string name, IReadOnlyList<LineSeries> lines, string wanted)
    {
        LineSeries line = lines.FirstOrDefault(line => line.Name == wanted) ?? lines[0];
        return new(name, line.X, line.Y) { Best = MetricText.BestOf(_metric) };
    }

    private static string NameAndBest(LineSeries line) => LinePanel.BestText(line, "epoch") is { } best ? $"{line.Name}: {best}" : line.Name;
}
