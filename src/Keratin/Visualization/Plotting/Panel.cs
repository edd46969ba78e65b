using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>One coordinate system: a heading, two labelled axes, and what a derived class draws between them.</summary>
internal abstract class Panel
{
    private const double TickLength = 4, TickGap = 4;

    /// <summary>Stands above it; may be empty.</summary>
    public string Heading { get; init; } = "";

    /// <summary>What the horizontal axis counts.</summary>
    public required string XLabel { get; init; }

    /// <summary>What the vertical axis counts.</summary>
    public required string YLabel { get; init; }

    /// <summary>What has to be said about the numbers.</summary>
    public virtual IEnumerable<string> Notes => [];

    protected abstract Axis X { get; }

    protected abstract Axis Y { get; }

    /// <summary>Draws everything within a rectangle.</summary>
    public void Draw(SvgWriter svg, Box box)
    {
        double top = box.Y + (Heading.Length == 0 ? Measures.Small : Measures.Heading * 1.9);
        double bottom = box.Bottom - (Measures.Small * 1.5) - TickGap - (Measures.Label * 1.6);
        IReadOnlyList<Tick> rows = Y.Ticks(Math.Max(2, (int)((bottom - top) / 36)));
        double left = box.X + (Measures.Label * 1.7) + TickGap + TickLength + rows.Max(tick => (double?)TextWidth.Of(tick.Label, Measures.Small)) ?? 0;
        // Half of the last label may stand out.
        var plot = new Box(left, top, box.Right - left - 18, bottom - top);
        IReadOnlyList<Tick> columns = X.TicksAcross(plot.Width, Measures.Small);

        string heading = TextWidth.Shorten(XmlText.Clean(Heading), box.Width, Measures.Heading, isBold: true);
        svg.Text(box.X, box.Y + Measures.Heading, heading, Measures.Heading, isBold: true);
        DrawRows(svg, plot, rows);
        DrawContents(svg, plot);
        DrawColumns(svg, plot, columns);
        string xLabel = TextWidth.Shorten(XmlText.Clean(XLabel), plot.Width, Measures.Label);
        svg.Text(plot.X + (plot.Width / 2), box.Bottom - (Measures.Label * 0.4), xLabel, Measures.Label, "fill-muted", Anchor.Middle);
        string yLabel = TextWidth.Shorten(XmlText.Clean(YLabel), plot.Height, Measures.Label);
        svg.Text(box.X + Measures.Label, plot.Y + (plot.Height / 2), yLabel, Measures.Label, "fill-muted", Anchor.Middle, rotation: -90);
    }

    /// <summary>Draws what is between the axes.</summary>
    protected abstract void DrawContents(SvgWriter svg, Box plot);

    /// <summary>Place of a number on the page.</summary>
    protected double AtX(Box plot, double value) => plot.X + (X.Share(value) * plot.Width);

    /// <summary>Place of a number on the page.</summary>
    protected double AtY(Box plot, double value) => plot.Bottom - (Y.Share(value) * plot.Height);

    private void DrawRows(SvgWriter svg, Box plot, IReadOnlyList<Tick> ticks)
    {
        foreach (Tick tick in ticks)
        {
            double y = AtY(plot, tick.Value);
            svg.Line(plot.X, y, plot.Right, y, "stroke-grid");
            svg.Text(plot.X - TickLength - TickGap, y + (Measures.Small * 0.36), tick.Label, Measures.Small, "fill-muted", Anchor.End);
        }
    }

    private void DrawColumns(SvgWriter svg, Box plot, IReadOnlyList<Tick> ticks)
    {
        svg.Line(plot.X, plot.Bottom, plot.Right, plot.Bottom, "stroke-axis");
        foreach (Tick tick in ticks)
        {
            double x = AtX(plot, tick.Value);
            svg.Line(x, plot.Bottom, x, plot.Bottom + TickLength, "stroke-axis");
            svg.Text(x, plot.Bottom + TickLength + TickGap + (Measures.Small * 0.8), tick.Label, Measures.Small, "fill-muted", Anchor.Middle);
        }
    }
}
