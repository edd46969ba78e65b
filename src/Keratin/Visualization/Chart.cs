using System.Text;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>A picture of numbers, drawn as SVG: one text, no font, no script and nothing from elsewhere, light and dark as the reader's screen is.</summary>
/// <remarks>
/// Everything that is shown is there in words too (a title and a description for those who listen), every series differs from the others by
/// more than its colour, and the same numbers give the same text on every machine. Pages may set the colours: they are the custom properties
/// <c>--keratin-…</c> of the class <c>keratin-chart</c>.
/// </remarks>
/// <example>
/// <code>
/// History history = model.Fit(xTrain, yTrain, epochs: 5, validationSplit: 0.1f);
/// new HistoryChart(history).SaveSvg("curves.svg");
/// </code>
/// </example>
public abstract class Chart
{
    private protected Chart()
    {
    }

    /// <summary>Stands above the picture; each kind of chart has its own by default. Empty for none: the chart's own then still names it to
    /// those who listen.</summary>
    public string? Title { get; init; }

    /// <summary>What is to be seen, in words; by default a summary of the numbers.</summary>
    public string? Description { get; init; }

    /// <summary>The picture as an SVG document, which may also stand inside HTML, several times on a page.</summary>
    public string ToSvg()
    {
        var svg = new SvgWriter();
        var (width, height) = Draw(svg);
        return SvgWriter.Document(width, height, Caption, Description ?? Describe(), svg.ToString());
    }

    /// <summary>The picture as a <c>figure</c> element of HTML.</summary>
    public string ToHtml() => $"<figure style=\"margin:0\">\n{ToSvg()}</figure>\n";

    /// <summary>The picture as a whole HTML page.</summary>
    public string ToHtmlPage() =>
        $$$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{{XmlText.Escape(Caption)}}}</title>
        <style>body{margin:16px}@media (prefers-color-scheme:dark){body{background:#14181d}}</style>
        </head>
        <body>
        {{{ToHtml()}}}</body>
        </html>

        """.ReplaceLineEndings("\n");

    /// <summary>Writes the picture as an SVG file, in place of any that is there.</summary>
    /// <param name="path">Usually a name that ends in <c>.svg</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path) => Save(path, ToSvg());

    /// <summary>Writes the picture as an HTML page of its own, in place of any that is there.</summary>
    /// <param name="path">Usually a name that ends in <c>.html</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveHtml(string path) => Save(path, ToHtmlPage());

    /// <summary>The title where none is given.</summary>
    private protected abstract string DefaultTitle { get; }

    /// <summary>The title as it is drawn.</summary>
    private protected string Heading => XmlText.Clean(Title ?? DefaultTitle).Trim();

    /// <summary>The description where none is given.</summary>
    private protected abstract string Describe();

    /// <summary>Draws everything; the page is as large as what comes back.</summary>
    private protected abstract (double Width, double Height) Draw(SvgWriter svg);

    private string Caption => Heading.Length > 0 ? Heading : DefaultTitle;

    private static void Save(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
