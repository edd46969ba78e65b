using System.Xml.Linq;
using Keratin.Callbacks;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization;

public class LineChartTests
{
    [Fact]
    public void The_best_epoch_is_that_of_the_validation()
    {
        History history = Histories.Of(("loss", [3, 2, 1]), ("val_loss", [3, 1.5f, 2]), ("accuracy", [0.1f, 0.2f, 0.9f]));
        var page = new SvgPage(new HistoryChart(history));
        Assert.Contains("best 1.5 at epoch 2", page.Words);
        Assert.Contains("best 0.9 at epoch 3", page.Words);
        Assert.DoesNotContain("best 1 at epoch 3", page.Words);
        Assert.Equal(2, page.Root.Descendants(SvgPage.Svg + "circle").Count(circle => circle.Attribute("r")!.Value == "5.5"));
    }

    [Fact]
    public void The_loss_comes_first_and_the_learning_rate_last_without_a_best()
    {
        var page = new SvgPage(new HistoryChart(Histories.Of(("accuracy", [0.5f]), ("learning_rate", [0.1f]), ("loss", [1]), ("zeal", [1]))));
        Assert.Equal(["loss", "accuracy", "zeal", "learning rate"], page.Texts.Where(text => text.Attribute("font-size")!.Value == "13").Select(text => text.Value));
        Assert.Equal(3, page.Words.Count(word => word.StartsWith("best", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_validation_every_second_epoch_stands_at_its_epochs()
    {
        History history = Histories.Of(("loss", [4, 3, 2, 1]), ("val_loss", [null, 3, null, 2]));
        var page = new SvgPage(new HistoryChart(history, "loss"));
        Assert.Equal(["validation: 3 at epoch 2", "validation: 2 at epoch 4"], Tooltips(page, "validation").Take(2));
        Assert.Equal(4, Tooltips(page, "training").Count());
        // Under one another where the epoch is the same.
        XElement[] dots = [.. page.Root.Descendants(SvgPage.Svg + "circle").Where(circle => circle.Attribute("r")!.Value == "2.6")];
        Assert.Equal(dots[1].Attribute("cx")!.Value, dots[4].Attribute("cx")!.Value);
        Assert.Equal(dots[3].Attribute("cx")!.Value, dots[5].Attribute("cx")!.Value);
    }

    [Fact]
    public void What_is_not_finite_leaves_a_gap_and_a_note()
    {
        var page = new SvgPage(new LineChart(new LineSeries("x", 4, 3, float.NaN, 2, 1, float.PositiveInfinity, 1)) { XLabel = "step" });
        string[] paths = [.. page.Root.Descendants(SvgPage.Svg + "path").Select(path => path.Attribute("d")!.Value)];
        // Two crosses at the bottom, and a line of three parts.
        Assert.Equal(3, paths.Length);
        Assert.Equal(3, paths[2].Count(c => c == 'M'));
        Assert.Contains("✕ x: 2 values are not finite, the first at step 3.", page.Words);
    }

    [Fact]
    public void A_logarithmic_axis_says_what_it_cannot_show()
    {
        var page = new SvgPage(new LineChart(new LineSeries("x", 1, 0, 0.1f)) { IsLog = true });
        Assert.Contains("✕ x: 1 value is 0 or below, which a logarithmic axis does not have.", page.Words);
        Assert.Contains("0.1", page.Words);
    }

    [Fact]
    public void Points_lie_where_the_axes_say()
    {
        var page = new SvgPage(new LineChart(new LineSeries("x", [0, 10], [0, 1])));
        double TickAt(string label, string axis) => SvgPage.Number(page.Texts.Single(text => text.Value == label).Attribute(axis)!.Value);
        XElement[] dots = [.. page.Root.Descendants(SvgPage.Svg + "circle")];
        Assert.Equal(TickAt("0", "x"), SvgPage.Number(dots[0].Attribute("cx")!.Value), 0.011);
        Assert.Equal(TickAt("10", "x"), SvgPage.Number(dots[1].Attribute("cx")!.Value), 0.011);
        // Labels hang a little below their lines.
        Assert.Equal(TickAt("0.0", "y") - TickAt("1.0", "y"), SvgPage.Number(dots[0].Attribute("cy")!.Value) - SvgPage.Number(dots[1].Attribute("cy")!.Value), 0.021);
    }

    [Fact]
    public void Panels_of_runs_share_their_vertical_axis()
    {
        var page = new SvgPage(new RunsChart([("low", Histories.Of(("loss", [1, 0.5f]))), ("high", Histories.Of(("loss", [8, 4])))]) { SideBySide = true });
        string[] labels = [.. page.Texts.Where(text => text.Attribute("text-anchor")?.Value == "end").Select(text => text.Value)];
        Assert.Equal(labels[..(labels.Length / 2)], labels[(labels.Length / 2)..]);
        Assert.Contains("low", page.Words);
        Assert.Contains("high", page.Words);
    }

    [Fact]
    public void Runs_in_one_panel_have_their_best_in_the_legend()
    {
        var page = new SvgPage(new RunsChart([("a", Histories.Of(("val_accuracy", [0.5f, 0.75f]), ("accuracy", [1, 1]))), ("b", Histories.Of(("val_accuracy", [0.5f]), ("accuracy", [1])))], "accuracy"));
        Assert.Contains("a: best 0.75 at epoch 2", page.Words);
        Assert.Contains("b: best 0.5 at epoch 1", page.Words);
        Assert.Contains("validation accuracy", page.Words);
    }

    [Fact]
    public void The_description_has_the_numbers()
    {
        XElement description = new SvgPage(new HistoryChart(Histories.Of(("loss", [3, 2, 1]), ("val_loss", [3, 1.5f, 2])))).Root.Element(SvgPage.Svg + "desc")!;
        Assert.Equal("loss: training: 3 values from 3 to 1; validation: 3 values from 3 to 2, best 1.5 at epoch 2.", description.Value);
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.StartsWith("HistoryChart: expected one of loss, accuracy; got 'val_loss'.",
            Assert.Throws<ArgumentException>(() => new HistoryChart(Histories.Usual(), "val_loss")).Message, StringComparison.Ordinal);
        Assert.StartsWith("HistoryChart: expected a history of at least one epoch; got an empty one.",
            Assert.Throws<ArgumentException>(() => new HistoryChart(new History())).Message, StringComparison.Ordinal);
        Assert.StartsWith("RunsChart, run 'b': expected one of loss; got 'accuracy'.",
            Assert.Throws<ArgumentException>(() => new RunsChart([("a", Histories.Usual()), ("b", Histories.Of(("loss", [1])))], "accuracy")).Message, StringComparison.Ordinal);
        Assert.StartsWith("LineSeries 'x': expected an x for each y; got 1 and 2.",
            Assert.Throws<ArgumentException>(() => new LineSeries("x", [1.0], [1.0, 2.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LineChart());
        Assert.Throws<ArgumentException>(() => new RunsChart([]));
    }

    private static IEnumerable<string> Tooltips(SvgPage page, string series) =>
        page.Root.Descendants(SvgPage.Svg + "circle").Select(circle => circle.Value).Where(text => text.StartsWith($"{series}: ", StringComparison.Ordinal));
}
