using System.Text.RegularExpressions;
using System.Xml.Linq;
using Keratin.Tests.House;
using Keratin.Tests.Saving;
using Keratin.Visualization;
using Keratin.Visualization.Svg;

namespace Keratin.Tests.Visualization;

public partial class ChartTests
{
    // Set to 1, it makes what is drawn now what was agreed on. Look at each picture before.
    private const string Accept = "KERATIN_ACCEPT_GOLDEN";

    public static TheoryData<string> Names => [.. SampleCharts.All.Keys];

    public static TheoryData<string> GoldenNames => [.. SampleCharts.Golden];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_label_lies_on_the_page_and_none_on_another(string name)
    {
        var page = new SvgPage(SampleCharts.All[name]());
        XElement[] texts = [.. page.Texts];
        foreach (XElement text in texts)
        {
            Assert.All(SvgPage.Corners(text), corner =>
            {
                Assert.InRange(corner.X, 0, page.Width);
                Assert.InRange(corner.Y, 0, page.Height);
            });
        }
        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.False(SvgPage.Overlap(texts[i], texts[j]), $"'{texts[j].Value}' and '{texts[i].Value}' overlap.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_well_formed_named_and_finite(string name)
    {
        var page = new SvgPage(SampleCharts.All[name]());
        Assert.Equal("img", page.Root.Attribute("role")?.Value);
        Assert.Equal(Theme.Root, page.Root.Attribute("class")?.Value);
        Assert.False(string.IsNullOrWhiteSpace(page.Root.Attribute("aria-label")?.Value));
        Assert.Equal(["title", "desc", "style"], page.Root.Elements().Take(3).Select(element => element.Name.LocalName));
        Assert.All(page.Root.Elements().Take(2), element => Assert.False(string.IsNullOrWhiteSpace(element.Value)));
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(page.Root.Descendants().Attributes().Where(attribute => Numeric().IsMatch(attribute.Name.LocalName)),
            attribute => Assert.Matches(DecimalNumber(), attribute.Value));
        Assert.All(page.Root.Descendants().Attributes("d"), data => Assert.Matches(PathText(), data.Value));
        // No part of it is found by an id, so that it may stand on a page twice; and nothing is loaded.
        Assert.Empty(page.Root.Descendants().Attributes("id"));
        Assert.All(page.Root.Descendants().Attributes("href"), href => Assert.StartsWith("data:image/png;base64,", href.Value, StringComparison.Ordinal));
        Assert.Equal(page.Text, SampleCharts.All[name]().ToSvg());
        Assert.DoesNotContain('\r', page.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_stays_within_its_page(string name)
    {
        var page = new SvgPage(SampleCharts.All[name]());
        foreach (XElement shape in page.Root.Descendants().Where(element => element.Name.LocalName is "rect" or "image"))
        {
            double Of(string attribute) => SvgPage.Number(shape.Attribute(attribute)?.Value ?? "0");
            Assert.True(Of("x") >= 0 && Of("y") >= 0 && Of("x") + Of("width") <= page.Width + 0.01 && Of("y") + Of("height") <= page.Height + 0.01, $"{shape}");
        }
        foreach (XAttribute data in page.Root.Descendants().Attributes("d"))
        {
            double[] numbers = [.. NumberText().Matches(data.Value).Select(match => SvgPage.Number(match.Value))];
            Assert.All(numbers.Where((_, i) => i % 2 == 0), x => Assert.InRange(x, 0, page.Width));
            Assert.All(numbers.Where((_, i) => i % 2 == 1), y => Assert.InRange(y, 0, page.Height));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void It_is_drawn_as_agreed_on(string name)
    {
        string file = Path.Combine(Source.Root, "tests", "Keratin.Tests", "Visualization", "Golden", $"{name}.svg");
        string now = SampleCharts.All[name]().ToSvg();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, now);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), now);
    }

    [Fact]
    public void The_style_sheet_touches_charts_only()
    {
        string css = Comment().Replace(Theme.StyleSheet, "");
        string flat = css.Replace("@media (prefers-color-scheme:dark){", "", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
        Assert.All(Rule().Matches(flat).Select(match => match.Groups[1].Value.Trim()), selector => Assert.StartsWith($".{Theme.Root}", selector, StringComparison.Ordinal));
        Assert.Equal(flat.Count(c => c == '{'), Rule().Count(flat));
    }

    [Fact]
    public void Html_holds_the_svg()
    {
        var chart = new LineChart(new LineSeries("a < b", 1, 2)) { Title = "x & y" };
        Assert.Equal($"<figure style=\"margin:0\">\n{chart.ToSvg()}</figure>\n", chart.ToHtml());
        string page = chart.ToHtmlPage();
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>x &amp; y</title>", page, StringComparison.Ordinal);
        Assert.Contains(chart.ToHtml(), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_and_replaced()
    {
        using var folder = new TemporaryFolder();
        var chart = new ImageChart(SampleCharts.Images()) { Title = "ü" };
        File.WriteAllText(folder.At("a.svg"), new string('x', 100_000));
        chart.SaveSvg(folder.At("a.svg"));
        chart.SaveHtml(folder.At("a.html"));
        chart.SavePng(folder.At("a.png"), scale: 2);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(chart.ToSvg()), File.ReadAllBytes(folder.At("a.svg")));
        Assert.Equal(chart.ToHtmlPage(), File.ReadAllText(folder.At("a.html")));
        Assert.Equal(chart.ToPng(2), File.ReadAllBytes(folder.At("a.png")));
        Assert.Throws<DirectoryNotFoundException>(() => chart.SaveSvg(folder.At("nowhere/a.svg")));
        Assert.Throws<ArgumentException>(() => chart.SaveSvg(""));
    }

    [GeneratedRegex("^(x|y|x1|x2|y1|y2|cx|cy|r|rx|width|height|font-size|stroke-width|fill-opacity)$")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"^([MLZ](-?\d+(\.\d+)? -?\d+(\.\d+)?)?)+$")]
    private static partial Regex PathText();

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex NumberText();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"([^{}]*)\{[^{}]*\}")]
    private static partial Regex Rule();
}
