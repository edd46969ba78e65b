using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class NoiseLayerTests
{
    private static readonly Tensor<float> s_ones = Numbers.Of([100, 100], [.. Enumerable.Repeat(1f, 10_000)]);

    public static TheoryData<string> Names => ["GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D", "Dropout"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seed_decides_and_each_step_draws_anew(string name)
    {
        Tensor<float> x = name == "SpatialDropout1D" ? Numbers.Wave([8, 6, 16]) : Numbers.Wave([40, 20]);
        Layer layer = Make(name, 5), same = Make(name, 5), other = Make(name, 6);
        float[] first = Step.Run(layer.Apply, x, training: true), second = Step.Run(layer.Apply, x, training: true);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Step.Run(same.Apply, x, training: true));
        Assert.Equal(second, Step.Run(same.Apply, x, training: true));
        Assert.NotEqual(first, Step.Run(other.Apply, x, training: true));
        Assert.Equal(x.ToArray(), Step.Run(layer.Apply, x));
        Assert.Empty(layer.Weights);
    }

    [Fact]
    public void Gaussian_noise_has_its_standard_deviation()
    {
        float[] added = [.. Step.Run(new GaussianNoise(0.5f) { Seed = 1 }.Apply, s_ones, training: true).Select(value => value - 1)];
        // Of 10,000: standard deviations of mean and mean square are 0.005 and 0.0035; five of them are granted.
        Assert.Equal(0, added.Average(), 0.025);
        Assert.Equal(0.25, added.Average(value => value * value), 0.018);
    }

    [Fact]
    public void Gaussian_dropout_multiplies_by_noise_around_1()
    {
        // rate 0.2: the variance is 0.2 / 0.8 = 0.25.
        float[] factors = Step.Run(new GaussianDropout(0.2f) { Seed = 1 }.Apply, s_ones, training: true);
        Assert.Equal(1, factors.Average(), 0.025);
        Assert.Equal(0.25, factors.Average(value => (value - 1) * (value - 1)), 0.018);
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_and_variance()
    {
        float[] normal = new float[10_000];
        var stream = new RandomStream(7);
        for (int i = 0; i < normal.Length; i++)
            normal[i] = stream.NextNormal();
        float[] y = Step.Run(new AlphaDropout(0.3f) { Seed = 1 }.Apply, Numbers.Of([100, 100], normal), training: true);
        double mean = y.Average(), variance = y.Average(value => (value - mean) * (value - mean));
        Assert.Equal(0, mean, 0.05);
        Assert.Equal(1, variance, 0.08);
        // What is replaced becomes a·α' + b, with α' = -1.7581, a = 1/√(0.7·(1 + 0.3·α'²)) = 0.8611, b = 0.3·1.7581·a = 0.4542.
        float replaced = y.GroupBy(value => value).MaxBy(group => group.Count())!.Key;
        Assert.Equal(-1.0597f, replaced, 0.001f);
        Assert.InRange(y.Count(value => value == replaced), 3000 - 230, 3000 + 230);
    }

    [Fact]
    public void Whole_channels_share_a_fate()
    {
        Tensor<float> x = Numbers.Of([50, 6, 20], [.. Enumerable.Repeat(1f, 6000)]);
        float[] y = Step.Run(new SpatialDropout1D(0.25f) { Seed = 1 }.Apply, x, training: true);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(y[(i / 120 * 120) + (i % 20)], y[i]);
        Assert.Equal([0f, 1 / 0.75f], y.Distinct().Order());
        Assert.InRange(y.Count(value => value == 0) / 6.0, 250 - 70, 250 + 70);

        var first = new SpatialDropout2D(0.5f) { Seed = 1, DataFormat = DataFormat.ChannelsFirst };
        float[] images = Step.Run(first.Apply, Numbers.Of([5, 4, 3, 2], [.. Enumerable.Repeat(1f, 120)]), training: true);
        for (int i = 0; i < images.Length; i++)
            Assert.Equal(images[i / 6 * 6], images[i]);
        Assert.Throws<ShapeException>(() => new SpatialDropout2D(0.5f).Apply(new Input(3, 3)));
    }

    [Fact]
    public void A_noise_shape_lets_elements_share_a_mask()
    {
        Tensor<float> x = Numbers.Of([20, 5, 10], [.. Enumerable.Repeat(1f, 1000)]);
        foreach (int?[] noise in new int?[][] { [null, 1, null], [20, 1, 10] })
        {
            foreach (Layer layer in new Layer[] { new Dropout(0.5f) { NoiseShape = noise }, new AlphaDropout(0.5f) { NoiseShape = noise } })
            {
                float[] y = Step.Run(layer.Apply, x, training: true);
                for (int i = 0; i < y.Length; i++)
                    Assert.Equal(y[(i / 50 * 50) + (i % 10)], y[i]);
                Assert.Equal(2, y.Distinct().Count());
            }
        }
        Assert.Throws<ShapeException>(() => Step.Run(new Dropout(0.5f) { NoiseShape = [1, 3, 1] }.Apply, x, training: true));
        Assert.Throws<ShapeException>(() => Step.Run(new Dropout(0.5f) { NoiseShape = [null, 1] }.Apply, x, training: true));
    }

    [Fact]
    public void Rates_have_limits()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlphaDropout(-0.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpatialDropout1D(1.5f));
        Assert.All(Step.Run(new SpatialDropout1D(1).Apply, Numbers.Wave([2, 3, 4]), training: true), value => Assert.Equal(0, value));
    }

    // Of two samples of 2s: l1 · Σ|x| / 2 + l2 · Σx² / 2 = 0.2 · 4 + 0.3 · 8, beside a mean squared error of 0.
    [Fact]
    public void Activity_regularization_adds_to_the_loss()
    {
        Sequential model = [new Input(2), new ActivityRegularization(0.2f, 0.3f), new Dense(1) { KernelInitializer = "zeros" }];
        model.Compile("sgd", "mse");
        Tensor<float> x = Numbers.Of([2, 2], 2, 2, 2, -2);
        Assert.Equal(3.2f, model.Fit(x, Numbers.Of([2, 1], 0, 0), verbose: 0)["loss"][0], 1e-6f);
    }

    [Fact]
    public void A_generator_moves_on_at_each_draw()
    {
        var random = new SeedGenerator(3);
        float[][] step = Step.RunAll(x => [random.Uniform([4]), random.Uniform([4]), random.Normal([4], 1, 2)], [s_ones]);
        float[][] next = Step.RunAll(x => [random.Uniform([4], -1, 3)], [s_ones]);
        var again = new SeedGenerator(3);
        Assert.NotEqual(step[0], step[1]);
        Assert.Equal(step[1], Step.RunAll(x => [again.Uniform([4]), again.Uniform([4])], [s_ones])[1]);
        Assert.All(step[0], value => Assert.InRange(value, 0, 1));
        Assert.All(next[0], value => Assert.InRange(value, -1, 3));
        Assert.Equal(3, random.Seed);
        Assert.Throws<InvalidOperationException>(() => random.Next());
    }

    private static Layer Make(string name, int seed) => name switch
    {
        "GaussianNoise" => new GaussianNoise(0.5f) { Seed = seed },
        "GaussianDropout" => new GaussianDropout(0.5f) { Seed = seed },
        "AlphaDropout" => new AlphaDropout(0.5f) { Seed = seed },
        "SpatialDropout1D" => new SpatialDropout1D(0.5f) { Seed = seed },
        _ => new Dropout(0.5f) { Seed = seed },
    };
}
