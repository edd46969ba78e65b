using Keratin.Callbacks;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>How a training went, epoch by epoch: a panel for each metric, training and validation on it, the best epoch marked.</summary>
/// <remarks>
/// Epochs are counted from 1, as the progress bar does. The best value is the validation's where there is one: the lowest of losses and errors, the highest of
/// anything else; a learning rate has none. Values that are not finite leave a gap and a note.
/// </remarks>
/// <example>
/// <code>
/// new HistoryChart(model.Fit(x, y, epochs: 5, validationSplit: 0.1f)).SaveSvg("curves.svg");
/// new HistoryChart(history, "loss") { IsLog = true }.SaveSvg("loss.svg");
/// </code>
/// </example>
public sealed class HistoryChart : Chart
{
    private readonly HistoryLines _history;
    private readonly IReadOnlyList<string> _metrics;

    /// <summary>Chooses what is drawn.</summary>
    /// <param name="history">What <c>Fit</c> returned.</param>
    /// <param name="metrics">Names without <c>val_</c>; by default all that were recorded: the loss, the metrics, the learning rate.</param>
    /// <exception cref="ArgumentException">Nothing was recorded, or nothing of that name.</exception>
    public HistoryChart(History history, params IReadOnlyList<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(metrics);
        _history = new HistoryLines(history, "HistoryChart");
        _metrics = metrics.Count > 0 ? metrics : _history.Metrics;
        foreach (string metric in _metrics)
            _history.Require(metric);
    }

    /// <summary>Whether losses and learning rates have a logarithmic axis.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether it is drawn for a narrow column or a phone: 392 units wide, panels below each other.</summary>
    public bool IsNarrow { get; init; }

    private protected override string DefaultTitle => _metrics.Count == 1 ? $"{MetricText.Words(_metrics[0])} by epoch" : "Training history";

    private protected override string Describe() => string.Join(" ", _metrics.Select(metric =>
        $"{MetricText.Words(metric)}: {string.Join("; ", _history.Lines(metric).Select(line => SeriesText.Of(line, "epoch")))}."));

    private protected override (double Width, double Height) Draw(SvgWriter svg) => new PanelSheet
    {
        IsNarrow = IsNarrow,
        Panels = [.. _metrics.Select(Panel)],
        Legend = [.. _metrics.SelectMany(_history.Lines).Select(line => line.Name).Distinct().Select(name => new LegendItem(name, _history.StyleOf(name)))],
    }.Draw(svg, Heading);

    private LinePanel Panel(string metric)
    {
        PlotLine[] lines = [.. _history.Lines(metric).Select(line => new PlotLine(line, _history.StyleOf(line.Name)))];
        return new LinePanel(lines, IsLog && MetricText.CanBeLog(metric))
        {
            Heading = _metrics.Count == 1 ? "" : MetricText.Words(metric),
            XLabel = "epoch",
            YLabel = MetricText.Words(metric),
        };
    }
}
