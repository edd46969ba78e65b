using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>What stands above and below a picture.</summary>
internal static class PageText
{
    private const int MaxTitleLines = 4;

    /// <summary>Draws the title and returns where the picture may begin.</summary>
    public static double DrawTitle(SvgWriter svg, string title, double width)
    {
        double y = Measures.Margin;
        if (title.Length == 0)
            return y;
        foreach (string line in TextWidth.Wrap(title, width, Measures.Title, isBold: true, MaxTitleLines))
        {
            svg.Text(Measures.Margin, y + Measures.Title, line, Measures.Title, isBold: true);
            y += Measures.Title * Measures.LineHeight;
        }
        return y + 10;
    }

    /// <summary>Draws notes and returns where they end.</summary>
    public static double DrawNotes(SvgWriter svg, IReadOnlyList<string> notes, double y, double width)
    {
        if (notes.Count > 0)
            y += 6;
        foreach (string line in notes.SelectMany(note => TextWidth.Wrap(XmlText.Clean(note), width, Measures.Small)))
        {
            y += Measures.Small * Measures.LineHeight;
            svg.Text(Measures.Margin, y, line, Measures.Small, "fill-muted");
        }
        return y;
    }
}
