using Keratin.Visualization;

namespace Keratin.Tests.Visualization;

public class ProbabilityChartTests
{
    [Fact]
    public void The_top_one_is_bold_and_the_label_named()
    {
        var page = new SvgPage(new ProbabilityChart(new float[] { 0.25f, 0.5f, 0.25f }) { Label = 0 });
        Assert.Equal(["1: 50 %", "1", "50 %"], page.Texts.Where(text => text.Attribute("font-weight") is not null).Select(text => text.Value));
        Assert.Contains("label", page.Words);
        double[] widths = [.. page.Root.Descendants(SvgPage.Svg + "rect").Where(rect => rect.Value.Length > 0).Select(rect => SvgPage.Number(rect.Attribute("width")!.Value))];
        Assert.Equal([75, 150, 75], widths);
    }

    [Fact]
    public void Of_many_classes_the_most_probable_are_shown()
    {
        float[] probabilities = [.. Enumerable.Range(1, 100).Select(n => n / 5050f)];
        var page = new SvgPage(new ProbabilityChart(probabilities) { MaxClasses = 3 });
        Assert.Equal(["99", "98", "97"], page.Texts.Where(text => text.Attribute("text-anchor")?.Value == "end").Select(text => text.Value));
        Assert.Contains("The 3 most probable of 100 classes.", page.Words);
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.StartsWith("ProbabilityChart: expected probabilities from 0 to 1; got -2.\n  hint: scores become probabilities by a softmax",
            Assert.Throws<ArgumentException>(() => new ProbabilityChart(new float[] { -2, 3 })).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new ProbabilityChart(new float[2, 3]));
        Assert.Throws<ArgumentException>(() => new ProbabilityChart(new float[] { 1, 0 }) { Label = 2 }.ToSvg());
    }
}
