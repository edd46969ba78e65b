using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class RandomColorTests
{
    private static readonly Tensor<float> s_colors = Numbers.Of([2, 2, 2, 3], Engine.Random(24, 5, 0, 1));

    [Fact]
    public void Contrast_spreads_pixels_around_the_mean_of_their_channel()
    {
        // 1 + 0.5 times the distance from 2 and from 25.
        Tensor<float> x = Numbers.Of([1, 1, 2, 2], 1, 20, 3, 30);
        Assert.Equal([0.5f, 17.5f, 3.5f, 32.5f], Preprocessing.Train(new Stronger(), x));
        float[][] y = [.. Enumerable.Range(0, 40).Select(seed => Preprocessing.Train(new RandomContrast((0.25f, 0.5f)) { Seed = seed }, x))];
        Assert.All(y, image => Assert.InRange((image[2] - image[0]) / 2, 0.75f, 1.5f));
        Assert.InRange(y.Min(image => (image[2] - image[0]) / 2), 0.75f, 0.85f);
        // Both channels by the same factor; one number alone makes it stronger only.
        Assert.All(y, image => Assert.Equal((image[2] - image[0]) / 2, (image[3] - image[1]) / 10, 1e-5f));
        Assert.All(Enumerable.Range(0, 20), seed =>
        {
            float[] image = Preprocessing.Train(new RandomContrast(0.5f) { Seed = seed }, x);
            Assert.InRange(image[2] - image[0], 2, 3);
        });
        Assert.All(Preprocessing.Train(new RandomContrast((0.9f, 0.9f)) { ValueRange = (2, 25) }, x), pixel => Assert.InRange(pixel, 2, 25));
    }

    [Fact]
    public void Brightness_adds_one_number_to_an_image()
    {
        Tensor<float> x = Numbers.Of([2, 1, 2, 1], 100, 110, 100, 110);
        float[] y = Preprocessing.Train(new RandomBrightness((0.1f, 0.5f)) { Seed = 2 }, x);
        Assert.InRange(y[0], 125.5f, 227.5f);
        Assert.Equal(10, y[1] - y[0], 1e-4f);
        Assert.NotEqual(y[0], y[2]);
        Assert.Equal([110f, 120, 110, 120], Preprocessing.Train(new RandomBrightness((0.1f, 0.1f)) { ValueRange = (150, 50) }, x));
        Assert.Equal([255f, 255, 255, 255], Preprocessing.Train(new RandomBrightness((1, 1)), x));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomBrightness(1.1f));
    }

    [Fact]
    public void Keeps_the_highest_bits()
    {
        // Keras' own numbers: one bit.
        Tensor<float> x = Numbers.Of([1, 1, 3, 3], 128, 235, 87, 12, 1, 23, 24, 18, 121);
        Assert.Equal([128f, 128, 0, 0, 0, 0, 0, 0, 0], Preprocessing.Train(new RandomPosterization(1), x));
        Assert.Equal([128f, 224, 64, 0, 0, 0, 0, 0, 96], Preprocessing.Train(new RandomPosterization((3, 3)), x));
        Assert.Equal(x.ToArray(), Preprocessing.Train(new RandomPosterization((8, 8)), x));
        var levels = new HashSet<float>();
        for (int seed = 0; seed < 40; seed++)
            levels.Add(Preprocessing.Train(new RandomPosterization((2, 5)) { Seed = seed }, Numbers.Of([1, 1, 1, 1], 255))[0]);
        // 2, 3 or 4 bits: 192, 224 or 240.
        Assert.Equal([192f, 224, 240], levels.Order());
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(64, 191)]
    [InlineData(191, 64)]
    public void Solarizes_all_values_from_threshold_0(float value, float expected) =>
        Assert.Equal([expected, expected], Preprocessing.Train(new Solarization(), Numbers.Of([2, 1, 1, 1], value, value)));

    [Fact]
    public void Solarizes_what_is_not_below_the_threshold_and_inverts()
    {
        // Keras' range of thresholds: from the lower end to 255 times the upper one.
        float[] y = Preprocessing.Train(new Solarization(thresholdFactor: (1, 1)) { Seed = 1 }, Numbers.Of([1, 1, 2, 1], 0, 255));
        Assert.Equal([0f, 0], y);
        Assert.Equal([0.75f, 0.25f], Preprocessing.Train(new Solarization { ValueRange = (0, 1) }, Numbers.Of([1, 1, 2, 1], 0.25f, 0.75f)));
        Numbers.Close(Array.ConvertAll(s_colors.ToArray(), x => 1 - x), Preprocessing.Train(new RandomInvert((1, 1)) { ValueRange = (0, 1) }, s_colors));
        Assert.Equal(s_colors.ToArray(), Preprocessing.Train(new RandomInvert(0), s_colors));
    }

    [Fact]
    public void Stretches_each_channel_of_each_image()
    {
        Tensor<float> x = Numbers.Of([1, 2, 2, 3], [.. Enumerable.Range(1, 12).Select(i => (float)i)]);
        float[] expected = [0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255];
        Numbers.Close(expected, Step.Run(new AutoContrast().Apply, x), 1e-5f);
        Assert.Equal([0f, 1], Step.Run(new AutoContrast { ValueRange = (0, 1) }.Apply, Numbers.Of([1, 1, 2, 1], 0, 0.5f)));
        Assert.Equal([7f, 7], Step.Run(new AutoContrast().Apply, Numbers.Of([1, 1, 2, 1], 7, 7)));
    }

    [Fact]
    public void Spreads_values_equally()
    {
        // Sums 2, 3, 4 at the values 10, 20, 200: (3 - 2) · 255 / (4 - 2) and all. The second channel has one value.
        Tensor<float> x = Numbers.Of([1, 2, 2, 2], 10, 7, 10, 7, 20, 7, 200, 7);
        Assert.Equal([0f, 7, 0, 7, 128, 7, 255, 7], Preprocessing.Train(new Equalization(), x));
        Assert.Equal([0f, 0, 128, 255], Preprocessing.Train(new Equalization { DataFormat = DataFormat.ChannelsFirst }, Numbers.Of([1, 1, 2, 2], 10, 10, 20, 200)));
        Assert.Equal(x.ToArray(), Step.Run(new Equalization().Apply, x));
        // Four values, each once, come to lie equally far apart.
        Assert.Equal([0f, 85, 170, 255], Preprocessing.Train(new Equalization(), Numbers.Of([1, 2, 2, 1], 3, 50, 51, 90)));
        Assert.Equal("""{"data_format":"channels_last","bins":16,"value_range":[0,255]}""", Preprocessing.Config(new Equalization(16)));
    }

    [Fact]
    public void Turns_and_strengthens_colors()
    {
        Tensor<float> red = Numbers.Of([1, 1, 1, 3], 1, 0, 0);
        // Half of 2/3 of the wheel: green or, the other way round, blue.
        float[] turned = Preprocessing.Train(new RandomHue((2 / 3f, 2 / 3f)) { ValueRange = (0, 1) }, red);
        Numbers.Close(turned[1] > 0.5f ? [0, 1, 0] : [0, 0, 1], turned, 1e-5f);
        Numbers.Close(s_colors.ToArray(), Preprocessing.Train(new RandomHue(0) { ValueRange = (0, 1) }, s_colors), 1e-5f);
        Numbers.Close(s_colors.ToArray(), Preprocessing.Train(new RandomSaturation((0.5f, 0.5f)) { ValueRange = (0, 1) }, s_colors), 1e-5f);
        Assert.All(
            Preprocessing.Train(new RandomSaturation((0, 0)) { ValueRange = (0, 1) }, s_colors).Chunk(3), color => Assert.True(color.Max() - color.Min() < 1e-6f));
        Assert.All(
            Preprocessing.Train(new RandomSaturation((1, 1)) { ValueRange = (0, 1) }, s_colors).Chunk(3), color => Assert.True(color.Min() < 1e-6f));
    }

    [Fact]
    public void Takes_the_color_away()
    {
        float[] x = s_colors.ToArray(), gray = [.. x.Chunk(3).SelectMany(c => Enumerable.Repeat((0.2989f * c[0]) + (0.587f * c[1]) + (0.114f * c[2]), 3))];
        Numbers.Close(gray, Preprocessing.Train(new RandomGrayscale(1), s_colors));
        Assert.Equal(x, Preprocessing.Train(new RandomGrayscale(0), s_colors));
        Numbers.Close(gray, Preprocessing.Train(new RandomColorDegeneration((1, 1)) { ValueRange = (0, 1) }, s_colors));
        float[] half = [.. x.Zip(gray, (color, light) => (color + light) / 2)];
        Numbers.Close(half, Preprocessing.Train(new RandomColorDegeneration((0.5f, 0.5f)) { ValueRange = (0, 1) }, s_colors));
    }

    [Fact]
    public void Blurs_and_sharpens()
    {
        float[] point = [0, 0, 0, 0, 1, 0, 0, 0, 0], smoothed = [1 / 13f, 1 / 13f, 1 / 13f, 1 / 13f, 5 / 13f, 1 / 13f, 1 / 13f, 1 / 13f, 1 / 13f];
        Tensor<float> x = Numbers.Of([1, 3, 3, 1], point);
        Numbers.Close(smoothed, Preprocessing.Train(new RandomSharpness((0, 0)), x));
        Numbers.Close(point, Preprocessing.Train(new RandomSharpness((0.5f, 0.5f)), x));
        Assert.Equal(1 + (8 / 13f), Preprocessing.Train(new RandomSharpness((1, 1)), x)[4], 1e-6f);

        // The widths of the blur lie within the range: the middle of a blurred point tells them.
        float middle = Preprocessing.Train(new RandomGaussianBlur((1, 1), (3, 3), (1, 1)), x)[4];
        float share = 1 / (1 + (2 * MathF.Exp(-0.5f)));
        Assert.Equal(share * share, middle, 1e-5f);
        Assert.Equal(point, Preprocessing.Train(new RandomGaussianBlur(0), x));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomGaussianBlur(1, (4, 3)));
    }

    [Fact]
    public void Jitter_is_its_parts_one_after_the_other()
    {
        var jitter = new RandomColorJitter { ValueRange = (0, 1), BrightnessFactor = (0.25f, 0.25f), ContrastFactor = (0, 0) };
        float[] expected = [.. s_colors.ToArray().Select(pixel => Math.Min(pixel + 0.25f, 1))];
        Numbers.Close(expected, Preprocessing.Train(jitter, s_colors));
        Assert.Equal(s_colors.ToArray(), Preprocessing.Train(new RandomColorJitter(), s_colors));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"value_range":[0,1],"brightness_factor":[0.25,0.25],"contrast_factor":[0,0],"saturation_factor":null,"hue_factor":null}""",
            Preprocessing.Config(jitter));
    }

    [Fact]
    public void Configurations_are_Kerass()
    {
        Assert.Equal("""{"data_format":"channels_last","seed":null,"factor":[0,0.5],"value_range":[0,255]}""", Preprocessing.Config(new RandomContrast(0.5f)));
        Assert.Equal("""{"data_format":"channels_last","seed":null,"factor":[-0.5,0.5],"value_range":[0,1]}""", Preprocessing.Config(new RandomBrightness(0.5f) { ValueRange = (0, 1) }));
        Assert.Equal("""{"data_format":"channels_last","seed":null,"factor":[1,4],"value_range":[0,255]}""", Preprocessing.Config(new RandomPosterization(4)));
        Assert.Equal("""{"data_format":"channels_last","factor":0.5}""", Preprocessing.Config(new RandomGrayscale()));
        Assert.Equal("""{"data_format":"channels_last","seed":null,"value_range":[0,255],"addition_factor":[0,0.5],"threshold_factor":[0,0]}""", Preprocessing.Config(new Solarization(0.5f)));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"factor":[0,1],"value_range":[0,255],"kernel_size":[3,3],"sigma":[0,1]}""", Preprocessing.Config(new RandomGaussianBlur()));
    }

    // A layer of a user's own: always half as much contrast again.
    private sealed class Stronger : RandomImageLayer
    {
        protected override KerasTensor Augment(KerasTensor images)
        {
            KerasTensor mean = images.Mean([1, 2], keepDims: true);
            return ((images - mean) * Random.Uniform([images.Shape[0], 1, 1, 1], 1.5f, 1.5f)) + mean;
        }
    }
}
