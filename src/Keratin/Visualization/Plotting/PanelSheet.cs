using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>A page of panels: title, legend, the panels in rows, notes below.</summary>
internal sealed class PanelSheet
{
    private const double Gap = 20;

    /// <summary>The panels in reading order.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>Which line is which.</summary>
    public IReadOnlyList<LegendItem> Legend { get; init; } = [];

    /// <summary>Whether panels stand below each other, so that a phone is wide enough.</summary>
    public bool IsNarrow { get; init; }

    /// <summary>Draws everything and returns the size of the page.</summary>
    public (double Width, double Height) Draw(SvgWriter svg, string title)
    {
        int columns = Panels.Count == 1 || IsNarrow ? 1 : 2;
        var (width, height) = Panels.Count == 1 && !IsNarrow ? (648.0, 340.0) : (360.0, 260.0);
        double inner = (columns * width) + ((columns - 1) * Gap);
        double y = PageText.DrawTitle(svg, title, inner);
        double legend = Plotting.Legend.Draw(svg, Legend, Measures.Margin, y, inner);
        y += legend > 0 ? legend + 8 : 0;
        for (int i = 0; i < Panels.Count; i++)
        {
            int row = i / columns, column = i % columns;
            Panels[i].Draw(svg, new Box(Measures.Margin + (column * (width + Gap)), y + (row * (height + Gap)), width, height));
        }
        int rows = (Panels.Count + columns - 1) / columns;
        y += (rows * height) + ((rows - 1) * Gap);
        y = PageText.DrawNotes(svg, [.. Panels.SelectMany(panel => panel.Notes).Distinct()], y, inner);
        return (inner + (2 * Measures.Margin), y + Measures.Margin);
    }
}
