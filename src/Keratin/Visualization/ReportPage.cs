using System.Globalization;
using System.Text;
using Keratin.Models;
using Keratin.Visualization.Reporting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>A page of HTML made of sections with texts, tables, charts and diagrams: one file that needs nothing from elsewhere.</summary>
/// <remarks>
/// <para>It has no script, and a content security policy that forbids any, as it forbids loading anything. Colours are light or dark as the reader's screen
/// is. What is wider than the screen scrolls in a box of its own; the page never does. Every text is escaped.</para>
/// <para><see cref="TrainingReport"/> and <see cref="RunsReport"/> fill one.</para>
/// </remarks>
/// <example>
/// <code>
/// new ReportPage("Two optimizers")
///     .AddSection("Curves").AddCharts(new RunsChart(runs, "loss") { IsNarrow = true })
///     .AddSection("Network").AddDiagram(model)
///     .Save("optimizers.html");
/// </code>
/// </example>
/// <param name="title">The first heading, and the name of the browser's tab.</param>
public sealed class ReportPage(string title)
{
    private readonly string _title = title ?? throw new ArgumentNullException(nameof(title));
    private readonly StringBuilder _body = new();
    private readonly List<string> _headings = [];

    /// <summary>A line below the title.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Begins a section; all that is added from now on stands in it.</summary>
    /// <param name="heading">Its heading, which the list of contents has too.</param>
    public ReportPage AddSection(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        if (_headings.Count > 0)
            _body.Append("</section>\n");
        _headings.Add(heading);
        string id = SectionId(_headings.Count);
        _body.Append($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{XmlText.Escape(heading)}</h2>\n");
        return this;
    }

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">Its text.</param>
    public ReportPage AddText(string text) => Add($"<p>{XmlText.Escape(text)}</p>\n");

    /// <summary>Adds a paragraph that stands out: something that must not be overlooked.</summary>
    /// <param name="text">Its text.</param>
    public ReportPage AddNote(string text) => Add($"<p class=\"note\" role=\"note\">{XmlText.Escape(text)}</p>\n");

    /// <summary>Adds a few numbers, large: what one wants to know first.</summary>
    /// <param name="facts">Names and values.</param>
    public ReportPage AddFacts(params IReadOnlyList<(string Name, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        IEnumerable<string> boxes = facts.Select(fact => $"<div><dt>{XmlText.Escape(fact.Name)}</dt><dd>{XmlText.Escape(fact.Value)}</dd></div>\n");
        return Add($"<dl class=\"facts\">\n{string.Concat(boxes)}</dl>\n");
    }

    /// <summary>Adds a table.</summary>
    /// <param name="table">The table.</param>
    public ReportPage AddTable(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder($"<table>\n<caption>{XmlText.Escape(table.Caption)}</caption>\n<thead><tr>");
        for (int column = 0; column < table.Columns.Count; column++)
            text.Append($"<th scope=\"col\"{ClassOf(table, column)}>{XmlText.Escape(table.Columns[column])}</th>");
        text.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            text.Append($"<tr><th scope=\"row\">{XmlText.Escape(row[0])}</th>");
            for (int column = 1; column < row.Count; column++)
                text.Append($"<td{ClassOf(table, column)}>{XmlText.Escape(row[column])}</td>");
            text.Append("</tr>\n");
        }
        return AddBox(table.Caption, text.Append("</tbody>\n</table>\n").ToString());
    }

    /// <summary>Adds charts, side by side where there is room; wider than the screen they are made smaller.</summary>
    /// <param name="charts">The charts. Those of <see cref="HistoryChart.IsNarrow"/> kind can be read on a phone too.</param>
    public ReportPage AddCharts(params IReadOnlyList<Chart> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        return Add($"<div class=\"charts\">\n{string.Concat(charts.Select(chart => $"<figure>\n{chart.ToSvg()}</figure>\n"))}</div>\n");
    }

    /// <summary>Adds the diagram of a model; wider than the screen it scrolls.</summary>
    /// <param name="model">A model that has seen the shapes of its input.</param>
    /// <param name="options">What is shown.</param>
    /// <exception cref="InvalidOperationException">The shapes are not known yet, or the model's <c>Call</c> works only while it trains.</exception>
    public ReportPage AddDiagram(Model model, DiagramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return AddBox($"Diagram of {model.Name}", $"<figure>\n{model.ToSvg(options)}</figure>\n");
    }

    /// <summary>Adds text in a typewriter's letters: a command, a summary. Lines are kept; long ones scroll.</summary>
    /// <param name="label">Says what it is to those who listen.</param>
    /// <param name="text">Its text.</param>
    public ReportPage AddCode(string label, string text)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(text);
        IEnumerable<string> lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(XmlText.Escape);
        return AddBox(label, $"<pre><code>{string.Join('\n', lines)}</code></pre>\n");
    }

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        string contents = string.Concat(_headings.Select((heading, i) => $"<li><a href=\"#{SectionId(i + 1)}\">{XmlText.Escape(heading)}</a></li>\n"));
        return $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>{XmlText.Escape(_title)}</title>
        <style>
        {ReportStyle.Sheet}</style>
        </head>
        <body>
        <header>
        <h1>{XmlText.Escape(_title)}</h1>
        <p class="subtitle">{XmlText.Escape(Subtitle)}</p>
        </header>
        <nav aria-label="Contents">
        <ul>
        {contents}</ul>
        </nav>
        <main>
        {_body}{(_headings.Count > 0 ? "</section>\n" : "")}</main>
        </body>
        </html>

        """.ReplaceLineEndings("\n");
    }

    /// <summary>Writes the page as a file, in place of any that is there.</summary>
    /// <param name="path">Usually a name that ends in <c>.html</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, ToHtml(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private ReportPage Add(string html)
    {
        _body.Append(html);
        return this;
    }

    // What scrolls must be reached by the keyboard, and say what it is.
    private ReportPage AddBox(string label, string html) =>
        Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{XmlText.Escape(label)}\">\n{html}</div>\n");

    private static string ClassOf(ReportTable table, int column) => table.IsNumeric(column) ? " class=\"number\"" : "";

    private static string SectionId(int number) => $"section-{number.ToString(CultureInfo.InvariantCulture)}";
}
