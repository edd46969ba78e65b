using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>Says which line is which: samples and names side by side, in as many rows as they need.</summary>
internal static class Legend
{
    private const double Gap = 8, BetweenItems = 20, Row = Measures.Label * 1.6;

    /// <summary>Draws it and returns its height.</summary>
    public static double Draw(SvgWriter svg, IReadOnlyList<LegendItem> items, double left, double top, double width)
    {
        double x = left, y = top;
        foreach (LegendItem item in items)
        {
            string name = TextWidth.Shorten(XmlText.Clean(item.Name), width - LineStyle.SampleWidth - Gap, Measures.Label);
            double length = LineStyle.SampleWidth + Gap + TextWidth.Of(name, Measures.Label);
            if (x > left && x + length > left + width)
                (x, y) = (left, y + Row);
            double middle = y + (Row / 2);
            svg.Line(x, middle, x + LineStyle.SampleWidth, middle, item.Style.Stroke, item.Style.Width + 0.5, item.Style.Dash);
            svg.Text(x + LineStyle.SampleWidth + Gap, middle + (Measures.Label * 0.36), name, Measures.Label);
            x += length + BetweenItems;
        }
        return items.Count == 0 ? 0 : y + Row - top;
    }
}
