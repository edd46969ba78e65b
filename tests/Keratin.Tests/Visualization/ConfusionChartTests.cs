using Keratin.Metrics;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization;

public class ConfusionChartTests
{
    // Labels 0, 0, 0, 1, 1 read as 0, 0, 1, 1, 0.
    private static readonly int[] s_labels = [0, 0, 0, 1, 1], s_predictions = [0, 0, 1, 1, 0];

    [Fact]
    public void Rows_are_labels_and_columns_predictions()
    {
        var page = new SvgPage(new ConfusionChart(s_labels, s_predictions));
        Assert.Equal(
            ["label 0, prediction 0: 2 of 3", "label 0, prediction 1: 1 of 3", "label 1, prediction 0: 1 of 2", "label 1, prediction 1: 1 of 2"],
            Cells(page));
        var cells = page.Root.Descendants(SvgPage.Svg + "rect").Where(rect => rect.Value.Length > 0).ToArray();
        Assert.Equal(cells[0].Attribute("y")!.Value, cells[1].Attribute("y")!.Value);
        Assert.Equal(cells[0].Attribute("x")!.Value, cells[2].Attribute("x")!.Value);
        Assert.True(SvgPage.Number(cells[1].Attribute("x")!.Value) > SvgPage.Number(cells[0].Attribute("x")!.Value));
        Assert.Equal(["fill-right", "fill-wrong", "fill-wrong", "fill-right"], cells.Select(cell => cell.Attribute("class")!.Value));
        Assert.Equal("Confusion matrix: 60 % of 5 right", page.Root.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void Shares_are_those_of_the_row()
    {
        var page = new SvgPage(new ConfusionChart(s_labels, s_predictions) { IsNormalized = true });
        Assert.Equal(["66.7", "33.3", "50.0", "50.0"], page.Words.Where(word => word.Contains('.', StringComparison.Ordinal) && !word.Contains('%', StringComparison.Ordinal)));
    }

    [Fact]
    public void Scores_say_how_many_classes_there_are()
    {
        var page = new SvgPage(new ConfusionChart(new byte[] { 0, 1 }, new float[,] { { 0.1f, 0.2f, 0.7f, 0 }, { 0, 1, 0, 0 } }));
        Assert.Equal(["label 0, prediction 2: 1 of 1", "label 1, prediction 1: 1 of 1"], Cells(page));
        Assert.Contains("3", page.Words);
        // One sigmoid is two classes.
        Assert.Equal(["label 0, prediction 0: 1 of 1", "label 1, prediction 1: 1 of 1"], Cells(new SvgPage(new ConfusionChart(new[] { 0, 1 }, new float[,] { { 0.4f }, { 0.6f } }))));
    }

    [Fact]
    public void Large_matrices_thin_their_numbers_and_drop_their_cells_text()
    {
        var matrix = new ConfusionMatrix(100);
        for (int n = 0; n < 100; n++)
            matrix.Add(n, n);
        var page = new SvgPage(new ConfusionChart(matrix));
        string[] words = [.. page.Words];
        Assert.Contains("95", words);
        Assert.DoesNotContain("96", words);
        Assert.Equal(2 * 20 + 7, words.Length);
        Assert.Equal(100, Cells(page).Count());
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.StartsWith("ConfusionChart: expected a prediction for each label; got 1 for 2.",
            Assert.Throws<ArgumentException>(() => new ConfusionChart(new[] { 0, 1 }, new[] { 0 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("ConfusionChart: expected 2 class names; got 1.",
            Assert.Throws<ArgumentException>(() => new ConfusionChart(new ConfusionMatrix(2)) { ClassNames = ["a"] }.ToSvg()).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Cells(SvgPage page) => page.Root.Descendants(SvgPage.Svg + "rect").Select(rect => rect.Value).Where(text => text.Length > 0);
}
