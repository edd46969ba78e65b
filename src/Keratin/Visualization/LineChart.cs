using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>Named lines between two axes: whatever is a series of numbers.</summary>
/// <param name="series">The lines, at least one.</param>
/// <example>
/// <code>
/// new LineChart(new LineSeries("SGD", slow), new LineSeries("Adam", fast)) { XLabel = "step", YLabel = "loss" }.SaveSvg("steps.svg");
/// </code>
/// </example>
public sealed class LineChart(params IReadOnlyList<LineSeries> series) : Chart
{
    // With more of them the values stand in the legend.
    private const int MaxBestLabels = 2;
    private const int MaxNamed = 3;

    private readonly IReadOnlyList<LineSeries> _series = series is { Count: > 0 }
        ? series
        : throw new ArgumentException("LineChart: expected at least one series; got none.", nameof(series));

    /// <summary>What the horizontal axis counts, such as <c>epoch</c>.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the vertical axis counts, such as <c>loss</c>.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Whether the vertical axis is logarithmic: values of 0 and below then leave a gap.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether the horizontal axis is logarithmic: points at 0 and below are then left out.</summary>
    public bool IsLogX { get; init; }

    private protected override string DefaultTitle => YLabel.Length > 0 ? YLabel
        : _series.Count > MaxNamed ? $"{_series.Count} series"
        : string.Join(", ", _series.Select(line => line.Name));

    private protected override string Describe() =>
        $"{(IsLog ? "Logarithmic chart" : "Chart")} of {string.Join("; ", _series.Select(line => SeriesText.Of(line, XLabel)))}.";

    private protected override (double Width, double Height) Draw(SvgWriter svg)
    {
        PlotLine[] lines = [.. _series.Select((line, n) => new PlotLine(line, LineStyle.Of(n)))];
        bool labelsBest = _series.Count(line => line.BestIndex is not null) <= MaxBestLabels;
        return new PanelSheet
        {
            Panels = [new LinePanel(lines, IsLog, isLogX: IsLogX) { XLabel = XLabel, YLabel = YLabel, LabelsBest = labelsBest }],
            Legend = [.. lines.Select(line => new LegendItem(labelsBest ? line.Series.Name : NameAndBest(line.Series), line.Style))],
        }.Draw(svg, Heading);
    }

    private string NameAndBest(LineSeries line) => LinePanel.BestText(line, XLabel) is { } best ? $"{line.Name} ({best})" : line.Name;
}
