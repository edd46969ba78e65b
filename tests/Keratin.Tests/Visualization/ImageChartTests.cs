using Keratin.Visualization;

namespace Keratin.Tests.Visualization;

public class ImageChartTests
{
    private static readonly float[,] s_probabilities = { { 0.9f, 0.1f, 0 }, { 0.7f, 0.2f, 0.1f }, { 0, 0.996f, 0.004f } };

    [Fact]
    public void Wrong_ones_have_a_cross_and_both_classes()
    {
        var page = new SvgPage(new ImageChart(SampleCharts.Images()) { Labels = new[] { 0, 2, 1 }, Predictions = s_probabilities, ClassNames = ["cat", "dog", "bird"] });
        Assert.Equal(["3 images, 1 wrong", "cat", "90 %", "cat", "70 %", "label bird", "dog", ">99 %"], page.Words);
        Assert.Single(page.Root.Descendants(SvgPage.Svg + "path"));
        Assert.Equal(["image 0: predicted cat (90 %), label cat", "image 1: predicted cat (70 %), label bird", "image 2: predicted dog (>99 %), label dog"],
            page.Root.Descendants(SvgPage.Svg + "image").Select(image => image.Value));
    }

    [Fact]
    public void One_hot_labels_and_class_indices_say_the_same()
    {
        string indices = new ImageChart(SampleCharts.Images()) { Labels = new[] { 0, 2, 1 }, Predictions = new[] { 0, 0, 1 } }.ToSvg();
        string rows = new ImageChart(SampleCharts.Images()) { Labels = new float[,] { { 1, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 } }, Predictions = new byte[] { 0, 0, 1 } }.ToSvg();
        Assert.Equal(indices, rows);
    }

    // 0, 51, 102 … 255 as bytes, from 0 to 1, from -1 to 1, and with the range said.
    [Fact]
    public void Ranges_of_the_usual_kinds_are_found_out()
    {
        byte[] expected = [0, 51, 102, 153, 204, 255];
        Assert.Equal(expected, Pixels(new ImageChart(Tensor.Create(expected, [1, 1, 6]))));
        Assert.Equal(expected, Pixels(new ImageChart(Numbers(n => n / 5f))));
        Assert.Equal(expected, Pixels(new ImageChart(Numbers(n => (2 * n / 5f) - 1))));
        Assert.Equal(expected, Pixels(new ImageChart(Numbers(n => 51 * n))));
        Assert.Equal(expected, Pixels(new ImageChart(Numbers(n => 1000 * n))));
        Assert.Equal(expected, Pixels(new ImageChart(Numbers(n => n / 50f)) { Range = (0, 0.1f) }));
        // Dark bytes stay dark.
        Assert.Equal([0, 1, 0, 1, 0, 1], Pixels(new ImageChart(Tensor.Create(new byte[] { 0, 1, 0, 1, 0, 1 }, [1, 1, 6]))));
        Assert.Equal([0, 255, 0, 0, 128, 255], Pixels(new ImageChart(Tensor.Create(new float[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, 0.5f, 1 }, [1, 1, 6]))));
    }

    [Fact]
    public void A_last_axis_of_three_is_colour()
    {
        PngFile file = PngFile.Read(new SvgPage(new ImageChart(Tensor.Create(new byte[] { 1, 2, 3, 4, 5, 6 }, [1, 1, 2, 3]))).Images.Single());
        Assert.Equal((2, 1, 3), (file.Width, file.Height, file.Channels));
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Pixels);
        Assert.Equal(1, PngFile.Read(new SvgPage(new ImageChart(new byte[1, 2, 2, 1])).Images.Single()).Channels);
    }

    [Fact]
    public void Indices_choose_and_order()
    {
        var page = new SvgPage(new ImageChart(SampleCharts.Images()) { Indices = [2, 0], Labels = new[] { 5, 6, 7 } });
        Assert.Equal(["2 images", "7", "5"], page.Words);
        Assert.Equal([48 * 3, 0], page.Images.Select(image => (int)PngFile.Read(image).Pixels[0]));
        Assert.Single(new SvgPage(new ImageChart(SampleCharts.Images()) { Count = 1 }).Images);
    }

    [Fact]
    public void The_most_confident_mistakes_come_first()
    {
        Assert.Equal([2, 1], ImageChart.MostConfidentMistakes(new[] { 0, 1, 2 }, s_probabilities));
        Assert.Equal([2], ImageChart.MostConfidentMistakes(new[] { 0, 1, 2 }, s_probabilities, count: 1));
        Assert.Empty(ImageChart.MostConfidentMistakes(new[] { 0, 0, 1 }, s_probabilities));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.StartsWith("ImageChart: the shapes do not fit.\n  expected: images (n, h, w), (n, h, w, 1) or (n, h, w, 3)\n  got:      (2, 784)",
            Assert.Throws<ShapeException>(() => new ImageChart(new float[2, 784]).ToSvg()).Message, StringComparison.Ordinal);
        Assert.Equal("ImageChart: expected labels for all 3 images; got 2.",
            Assert.Throws<ArgumentException>(() => new ImageChart(SampleCharts.Images()) { Labels = new[] { 1, 2 } }.ToSvg()).Message);
        Assert.StartsWith("ImageChart: expected samples 0 … 2; got 3.",
            Assert.Throws<ArgumentException>(() => new ImageChart(SampleCharts.Images()) { Indices = [3] }.ToSvg()).Message, StringComparison.Ordinal);
        Assert.Equal("ImageChart: expected a name for each class; got 2 names and class 2.",
            Assert.Throws<ArgumentException>(() => new ImageChart(SampleCharts.Images()) { Labels = new[] { 0, 1, 2 }, ClassNames = ["a", "b"] }.ToSvg()).Message);
        Assert.StartsWith("ImageChart: expected a range from black to white, the first below the second; got (1, 0).",
            Assert.Throws<ArgumentException>(() => new ImageChart(SampleCharts.Images()) { Range = (1, 0) }.ToSvg()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageChart(SampleCharts.Images()).ToPng(scale: 0));
        Assert.Equal("ImageChart, Labels: expected class indices, whole numbers from 0 on; got 0.5.",
            Assert.Throws<ArgumentException>(() => new ImageChart(SampleCharts.Images()) { Labels = new[] { 0.5f, 1, 2 } }.ToSvg()).Message);
    }

    private static Tensor<float> Numbers(Func<int, float> value) => Tensor.Create(Enumerable.Range(0, 6).Select(value).ToArray(), [1, 1, 6]);

    private static byte[] Pixels(ImageChart chart) => PngFile.Read(new SvgPage(chart).Images.Single()).Pixels;
}
