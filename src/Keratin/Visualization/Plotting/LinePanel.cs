using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>Lines between axes, the best value of each marked.</summary>
internal sealed class LinePanel : Panel
{
    // Up to so many points each one gets a dot.
    private const int MaxDots = 30;
    private const double Dot = 2.6, Ring = 5.5;

    private readonly IReadOnlyList<PlotLine> _lines;

    /// <summary>A panel of these lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="isLog">Whether the vertical axis is logarithmic.</param>
    /// <param name="range">Values whose range the vertical axis has, where panels share it; those of the lines by default.</param>
    /// <param name="isLogX">Whether the horizontal axis is logarithmic.</param>
    public LinePanel(IReadOnlyList<PlotLine> lines, bool isLog = false, IEnumerable<double>? range = null, bool isLogX = false)
    {
        _lines = lines;
        double[] across = [.. lines.SelectMany(line => line.Series.X).Where(double.IsFinite)];
        X = Axis.Around(across, isLogX, isWhole: !isLogX && Array.TrueForAll(across, x => x == Math.Floor(x)), room: 0.02);
        Y = Axis.Around(range ?? lines.SelectMany(line => line.Series.Y), isLog);
    }

    /// <summary>Whether best values are written beside their rings; otherwise only tooltips have them.</summary>
    public bool LabelsBest { get; init; } = true;

    public override IEnumerable<string> Notes => _lines.SelectMany(line => NotesOn(line.Series));

    protected override Axis X { get; }

    protected override Axis Y { get; }

    /// <summary>The best value of a series in words: <c>best 0.0712 at epoch 14</c>; null where it has none.</summary>
    public static string? BestText(LineSeries series, string xLabel) => series.BestIndex is { } best
        ? $"best {NumberText.Of(series.Y[best])} at {(xLabel.Length == 0 ? "" : xLabel + " ")}{NumberText.Of(series.X[best], 7)}"
        : null;

    protected override void DrawContents(SvgWriter svg, Box plot)
    {
        foreach (PlotLine line in _lines)
            DrawLine(svg, plot, line);
        var labels = new BestLabels(plot, [.. _lines.SelectMany(line => Points(plot, line.Series))]);
        foreach (PlotLine line in _lines)
            DrawBest(svg, plot, line, labels);
    }

    private void DrawLine(SvgWriter svg, Box plot, PlotLine line)
    {
        LineSeries series = line.Series;
        var path = new PathData();
        bool isOpen = false, hasSegments = false;
        for (int i = 0; i < series.Y.Count; i++)
        {
            if (!CanShow(series, i))
            {
                isOpen = false;
                if (Axis.CanShow(series.X[i], X.IsLog))
                    DrawCross(svg, AtX(plot, series.X[i]), plot.Bottom - 6, line.Style);
                continue;
            }
            double x = AtX(plot, series.X[i]), y = AtY(plot, series.Y[i]);
            _ = isOpen ? path.LineTo(x, y) : path.MoveTo(x, y);
            hasSegments |= isOpen;
            isOpen = true;
        }
        if (hasSegments)
            svg.Path(path.ToString(), $"line {line.Style.Stroke}", line.Style.Width, line.Style.Dash);
        DrawDots(svg, plot, line);
    }

    // A value without neighbours would be no line at all.
    private void DrawDots(SvgWriter svg, Box plot, PlotLine line)
    {
        LineSeries series = line.Series;
        for (int i = 0; i < series.Y.Count; i++)
        {
            bool isAlone = (i == 0 || !CanShow(series, i - 1)) && (i == series.Y.Count - 1 || !CanShow(series, i + 1));
            if (!CanShow(series, i) || (series.Y.Count > MaxDots && !isAlone))
                continue;
            string tooltip = $"{series.Name}: {NumberText.Of(series.Y[i])} at {XLabel} {NumberText.Of(series.X[i], 7)}";
            svg.Circle(AtX(plot, series.X[i]), AtY(plot, series.Y[i]), Dot, line.Style.Fill, tooltip: tooltip);
        }
    }

    private static void DrawCross(SvgWriter svg, double x, double y, LineStyle style) =>
        svg.Path(PathData.Cross(x, y, 3.5).ToString(), $"line {style.Stroke}", 2);

    private void DrawBest(SvgWriter svg, Box plot, PlotLine line, BestLabels labels)
    {
        if (line.Series.BestIndex is not { } best || !CanShow(line.Series, best))
            return;
        double x = AtX(plot, line.Series.X[best]), y = AtY(plot, line.Series.Y[best]);
        string text = BestText(line.Series, XLabel)!;
        svg.Circle(x, y, Ring, $"line {line.Style.Stroke}", 2, tooltip: $"{line.Series.Name}: {text}");
        if (LabelsBest && labels.Place(x, y, text) is { } place)
            svg.Text(place.X, place.Y, text, Measures.Small, "fill-ink stroke-page halo");
    }

    private bool CanShow(LineSeries series, int i) => Axis.CanShow(series.X[i], X.IsLog) && Axis.CanShow(series.Y[i], Y.IsLog);

    // Places along the lines, close enough that no label slips between two of them.
    private IEnumerable<(double X, double Y)> Points(Box plot, LineSeries series)
    {
        for (int i = 0; i < series.Y.Count; i++)
        {
            if (!CanShow(series, i))
                continue;
            double x = AtX(plot, series.X[i]), y = AtY(plot, series.Y[i]);
            yield return (x, y);
            if (i + 1 == series.Y.Count || !CanShow(series, i + 1))
                continue;
            double nextX = AtX(plot, series.X[i + 1]), nextY = AtY(plot, series.Y[i + 1]);
            int steps = (int)((Math.Abs(nextX - x) + Math.Abs(nextY - y)) / 4);
            for (int n = 1; n < steps; n++)
                yield return (x + ((nextX - x) * n / steps), y + ((nextY - y) * n / steps));
        }
    }

    private IEnumerable<string> NotesOn(LineSeries series)
    {
        int[] missing = [.. Enumerable.Range(0, series.Y.Count).Where(i => !Axis.CanShow(series.Y[i], isLog: false))];
        if (missing.Length > 0)
            yield return $"✕ {series.Name}: {Values(missing.Length)} not finite, the first at {XLabel} {NumberText.Of(series.X[missing[0]], 7)}.";
        int below = Y.IsLog ? series.Y.Count(y => double.IsFinite(y) && y <= 0) : 0;
        if (below > 0)
            yield return $"✕ {series.Name}: {Values(below)} 0 or below, which a logarithmic axis does not have.";
    }

    private static string Values(int count) => count == 1 ? "1 value is" : $"{count} values are";
}
