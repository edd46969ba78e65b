using Keratin.Layers;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization;

public class HistogramChartTests
{
    // Nine numbers: 2 · ∛9 is 4.2, so five bins at least; a spread of 4 over 5 asks for 0.8, the step is 1.
    [Fact]
    public void Bins_begin_at_round_numbers()
    {
        var page = new SvgPage(new HistogramChart(Tensor.Create(new float[] { 0, 0.5f, 1, 1, 1.25f, 2, 3.75f, 4, 4 })));
        Assert.Equal(["0 … 1: 2", "1 … 2: 3", "2 … 3: 1", "3 … 4: 1", "4 … 5: 2"],
            page.Root.Descendants(SvgPage.Svg + "rect").Select(rect => rect.Value).Where(text => text.Length > 0));
        Assert.Contains(page.Words, word => word.StartsWith("9 numbers, mean 1.94, standard deviation 1.49, from 0 to 4.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_layer_has_a_panel_for_each_weight()
    {
        var page = new SvgPage(new HistogramChart(SampleCharts.SmallModel().GetLayer("second")));
        Assert.Equal(["Weights of second", "kernel (3, 3, 4, 5)", "bias (5,)"], page.Texts.Where(text => text.Attribute("font-weight") is not null).Select(text => text.Value));
    }

    [Fact]
    public void What_is_not_finite_is_said()
    {
        var page = new SvgPage(new HistogramChart(Tensor.Create(new float[] { 1, float.NaN, 2, float.PositiveInfinity })));
        Assert.Contains(page.Words, word => word.EndsWith("2 numbers are not finite.", StringComparison.Ordinal));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.StartsWith("HistogramChart: expected a layer with weights; got Flatten 'flat'", Assert.Throws<ArgumentException>(() => new HistogramChart(new Flatten { Name = "flat" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HistogramChart(Tensor.Create(Array.Empty<float>())));
    }
}
