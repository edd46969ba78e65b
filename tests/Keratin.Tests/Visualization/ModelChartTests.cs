using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;
using Keratin.Visualization.Imaging;

namespace Keratin.Tests.Visualization;

/// <summary>Charts that ask a model: their numbers against the model's own.</summary>
public class ModelChartTests
{
    // Central differences of the scores; tanh is smooth, so an error of h² is left and float's rounding: 1e-3 of the largest gradient covers both.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Saliency_is_the_slope_of_the_score(int channels)
    {
        var (scores, probabilities) = Networks(channels);
        float[] image = Pixels(2 * 6 * 6 * channels);
        Tensor<float> images = Tensor.Create(image, [2, 6, 6, channels]);
        float[] saliency = Saliency.Of(probabilities, images, [2, 0]).ToArray();
        Assert.Equal(2 * 36, saliency.Length);
        Assert.Equal(saliency, Saliency.Of(scores, images, [2, 0]).ToArray());
        float largest = saliency.Max();
        Assert.True(largest > 0.05f);
        int[] classes = [2, 0];
        for (int pixel = 0; pixel < saliency.Length; pixel++)
        {
            float expected = Enumerable.Range(0, channels).Max(channel => MathF.Abs(Slope(scores, image, (pixel * channels) + channel, channels, classes[pixel / 36])));
            Assert.Equal(expected, saliency[pixel], 1e-3f * largest);
        }
    }

    [Fact]
    public void Saliency_asks_about_the_models_answer_unless_told_otherwise()
    {
        var (_, model) = Networks(1);
        Tensor<float> images = Tensor.Create(Pixels(40 * 36), [40, 6, 6, 1]);
        float[] outputs = model.Predict(images).ToArray();
        int[] answers = [.. Enumerable.Range(0, 40).Select(row => TensorPrimitives.IndexOfMax(outputs.AsSpan(3 * row, 3)))];
        Assert.Equal(Saliency.Of(model, images, answers).ToArray(), Saliency.Of(model, images).ToArray());
    }

    [Fact]
    public void Saliency_takes_flat_images_and_images_without_a_channel_axis()
    {
        var flat = new Sequential { new Input(16), new Dense(4, "tanh"), new Dense(2, "softmax") };
        Assert.Equal(Shape.Create([3, 16]), Saliency.Of(flat, new float[3, 16]).Shape());
        Assert.Equal(Shape.Create([2, 8, 8]), Saliency.Of(SampleCharts.SmallModel(), new float[2, 8, 8]).Shape());
        Assert.NotEmpty(new SaliencyChart(flat, new float[3, 16]).ToSvg());
    }

    [Fact]
    public void Occlusion_is_what_the_model_loses()
    {
        var (_, model) = Networks(3);
        float[] image = Pixels(6 * 6 * 3);
        // A patch of 2 × 3 in steps of 3 × 2: rows begin at 0, 3 and, for the edge, 4; columns at 0, 2 and 3.
        int[] tops = [0, 3, 4], lefts = [0, 2, 3];
        float[] drops = Occlusion.Of(model, Tensor.Create(image, [1, 6, 6, 3]), classIndex: 1, patch: (2, 3), stride: (3, 2), fill: 0.25f).ToArray();
        Assert.Equal(9, drops.Length);
        float full = model.Predict(Tensor.Create(image, [1, 6, 6, 3]))[0, 1];
        for (int place = 0; place < drops.Length; place++)
        {
            float[] covered = [.. image];
            for (int y = 0; y < 2; y++)
            {
                for (int x = 0; x < 3; x++)
                    covered.AsSpan((((tops[place / 3] + y) * 6) + lefts[place % 3] + x) * 3, 3).Fill(0.25f);
            }
            Assert.Equal(full - model.Predict(Tensor.Create(covered, [1, 6, 6, 3]))[0, 1], drops[place], 1e-6f);
        }
    }

    [Fact]
    public void Occlusion_covers_with_the_mean_a_quarter_wide_unless_told_otherwise()
    {
        var (_, model) = Networks(1);
        Tensor<float> image = Tensor.Create(Pixels(36), [1, 6, 6, 1]);
        float[] outputs = model.Predict(image).ToArray();
        Tensor<float> drops = Occlusion.Of(model, image);
        Assert.Equal(Shape.Create([6, 6]), drops.Shape());
        Assert.Equal(Occlusion.Of(model, image, TensorPrimitives.IndexOfMax<float>(outputs), 1, 1, image.ToArray().Average()).ToArray(), drops.ToArray());
    }

    [Fact]
    public void A_pixel_has_the_mean_of_the_places_that_cover_it()
    {
        var (_, model) = Networks(1);
        Tensor<float> image = Tensor.Create(Pixels(36), [1, 6, 6, 1]);
        OcclusionScan scan = OcclusionScan.Run(model, image, 0, (5, 6), 1, 0);
        Assert.Equal(2, scan.Drops.Length);
        float[] map = scan.PerPixel();
        Assert.All(map[..6], value => Assert.Equal(scan.Drops[0], value));
        Assert.All(map[6..30], value => Assert.Equal((scan.Drops[0] + scan.Drops[1]) / 2, value));
        Assert.All(map[30..], value => Assert.Equal(scan.Drops[1], value));
    }

    [Fact]
    public void Feature_maps_have_the_colours_of_the_layers_numbers()
    {
        Sequential model = SampleCharts.SmallModel();
        Tensor<float> image = Tensor.Create(Pixels(64), [1, 8, 8, 1]);
        float[] numbers = model.PredictLayer("first", image).ToArray();
        float min = Math.Min(0, numbers.Min()), max = Math.Max(0, numbers.Max());
        byte[][] tiles = [.. new SvgPage(new FeatureMapChart(model, "first", image)).Images];
        // Four channels and the key.
        Assert.Equal(5, tiles.Length);
        byte[] expected = new byte[3];
        for (int channel = 0; channel < 4; channel++)
        {
            PngFile tile = PngFile.Read(tiles[channel]);
            Assert.Equal((6, 6), (tile.Width, tile.Height));
            for (int pixel = 0; pixel < 36; pixel++)
            {
                ColorRamp.Sequential.Write((numbers[(pixel * 4) + channel] - (double)min) / (max - (double)min), expected);
                Assert.All(expected.Zip(tile.At(pixel % 6, pixel / 6)), pair => Assert.InRange(pair.Second, pair.First - 1, pair.First + 1));
            }
        }
    }

    [Fact]
    public void Filters_are_tiled_by_channel_and_filter()
    {
        Sequential model = SampleCharts.SmallModel();
        Variable kernel = model.GetLayer("second").Weights[0];
        kernel.Span.Clear();
        // Row 2, column 1, channel 3, filter 4: positive and the largest; another half as large and negative.
        kernel.Span[(((2 * 3) + 1) * 4 + 3) * 5 + 4] = 2;
        kernel.Span[0] = -2;
        byte[][] tiles = [.. new SvgPage(new FilterChart(model.GetLayer("second"))).Images];
        Assert.Equal((4 * 5) + 1, tiles.Length);
        Assert.Equal([0x67, 0x00, 0x1F], PngFile.Read(tiles[(3 * 5) + 4]).At(1, 2));
        Assert.Equal([0x05, 0x30, 0x61], PngFile.Read(tiles[0]).At(0, 0));
        Assert.Equal([0xF7, 0xF7, 0xF7], PngFile.Read(tiles[1]).At(1, 1));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Sequential model = SampleCharts.SmallModel();
        Assert.StartsWith("FilterChart: expected a layer with a kernel (height, width, channels, filters); got Dense 'scores'.",
            Assert.Throws<ArgumentException>(() => new FilterChart(model.GetLayer("scores"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Saliency: expected classes 0 … 2; got 3.", Assert.Throws<ArgumentException>(() => Saliency.Of(model, new float[1, 8, 8], [3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Saliency: expected a class for each of 2 images; got 1.", Assert.Throws<ArgumentException>(() => Saliency.Of(model, new float[2, 8, 8], [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Occlusion: the shapes do not fit.\n  expected: one image", Assert.Throws<ShapeException>(() => Occlusion.Of(model, new float[2, 8, 8])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Occlusion: expected a patch within the image, 8 × 8; got", Assert.Throws<ArgumentException>(() => Occlusion.Of(model, new float[1, 8, 8], patch: 9)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Saliency: the shapes do not fit.\n  expected: samples of shape (None, 8, 8, 1)", Assert.Throws<ShapeException>(() => Saliency.Of(model, new float[1, 9, 9])).Message, StringComparison.Ordinal);
        Assert.Contains("got 'nowhere'", Assert.Throws<ArgumentException>(() => new FeatureMapChart(model, "nowhere", new float[1, 8, 8])).Message, StringComparison.Ordinal);
    }

    // The same weights with linear scores and with a softmax behind them.
    private static (Model Scores, Model Probabilities) Networks(int channels)
    {
        KerasTensor image = new Input(6, 6, channels);
        KerasTensor hidden = new Conv2D(3, 3, "tanh") { KernelInitializer = new Keratin.Initializers.GlorotUniform { Seed = 4 } }.Apply(image);
        KerasTensor scores = new Dense(3) { KernelInitializer = new Keratin.Initializers.GlorotUniform { Seed = 5 } }.Apply(new Flatten().Apply(hidden));
        return (new Model(image, scores), new Model(image, new Softmax().Apply(scores)));
    }

    private static float[] Pixels(int count) => [.. Enumerable.Range(0, count).Select(n => (n * 37 % 64) / 64f)];

    private static float Slope(Model model, float[] image, int at, int channels, int classIndex)
    {
        const float Step = 1 / 64f;
        float Score(float change)
        {
            float[] moved = [.. image];
            moved[at] += change;
            return model.Predict(Tensor.Create(moved, [2, 6, 6, channels]))[at / (36 * channels), classIndex];
        }
        return (Score(Step) - Score(-Step)) / (2 * Step);
    }
}
