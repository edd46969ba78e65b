using System.Text.Json.Nodes;
using Keratin.Initializers;

namespace Keratin.Tests.Initializers;

public class InitializerTests
{
    // A kernel of 3 × 3 over 40 channels into 60 filters: fan in 360, fan out 540, 21,600 numbers.
    private static readonly Shape s_kernel = [3, 3, 40, 60];

    public static TheoryData<string, double, double> Distributions => new()
    {
        // Name, standard deviation, limit that no number exceeds.
        { "glorot_uniform", Math.Sqrt(2 / 900.0), Math.Sqrt(6 / 900.0) },
        { "he_uniform", Math.Sqrt(2 / 360.0), Math.Sqrt(6 / 360.0) },
        { "lecun_uniform", Math.Sqrt(1 / 360.0), Math.Sqrt(3 / 360.0) },
        // Normals are cut at two standard deviations before they are brought to the wanted one, so divided by 0.8796.
        { "glorot_normal", Math.Sqrt(2 / 900.0), 2 * Math.Sqrt(2 / 900.0) / 0.87962566 },
        { "he_normal", Math.Sqrt(2 / 360.0), 2 * Math.Sqrt(2 / 360.0) / 0.87962566 },
        { "lecun_normal", Math.Sqrt(1 / 360.0), 2 * Math.Sqrt(1 / 360.0) / 0.87962566 },
        { "random_uniform", 0.05 / Math.Sqrt(3), 0.05 },
        { "random_normal", 0.05, double.PositiveInfinity },
        { "truncated_normal", 0.05 * 0.87962566, 0.1 },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Numbers_have_the_spread_and_the_limits_of_keras(string name, double deviation, double limit)
    {
        float[] values = Fill(name, s_kernel, seed: 17);
        double mean = values.Average(value => (double)value), spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        // The mean of n numbers strays by σ/√n, their spread by less than σ/√n; five of these are granted.
        double stray = 5 * deviation / Math.Sqrt(values.Length);
        Assert.InRange(mean, -stray, stray);
        Assert.InRange(spread, deviation - stray, deviation + stray);
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, limit * (1 + 1e-6)));
        // Something comes near to the limit.
        if (double.IsFinite(limit))
            Assert.True(values.Max() > 0.95 * limit && values.Min() < -0.95 * limit);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_none_gives_others()
    {
        foreach (string name in Distributions.Select(row => (string)row[0]))
        {
            Assert.Equal(Fill(name, [50, 4], seed: 3), Fill(name, [50, 4], seed: 3));
            Assert.NotEqual(Fill(name, [50, 4], seed: 3), Fill(name, [50, 4], seed: 4));
            Assert.NotEqual(Fill(name, [50, 4], seed: null), Fill(name, [50, 4], seed: null));
        }
    }

    [Theory]
    [InlineData("fan_in", 12.0)]   // 4·3 inputs: kernel of 3 over 4 channels
    [InlineData("fan_out", 24.0)]  // 8·3
    [InlineData("fan_avg", 18.0)]
    public void Fans_count_the_kernels_elements(string mode, double fan)
    {
        float[] values = new float[3 * 4 * 8];
        new VarianceScaling(2, mode, "uniform") { Seed = 1 }.Fill(values, [3, 4, 8]);
        double limit = Math.Sqrt(3 * 2 / fan);
        Assert.InRange(values.Max(), 0.9 * limit, limit * (1 + 1e-6));
    }

    [Fact]
    public void Constants()
    {
        Assert.Equal([0f, 0], Fill("zeros", [2], null));
        Assert.Equal([1f, 1], Fill("Ones", [2], null));
        float[] values = new float[2];
        new Constant(0.25f).Fill(values, [2]);
        Assert.Equal([0.25f, 0.25f], values);
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        Initializer[] initializers =
        [
            new Zeros(), new Ones(), new Constant(0.5f), new RandomUniform(-0.5f, 0.25f) { Seed = 1 }, new RandomNormal(0.5f, 0.25f) { Seed = 2 },
            new TruncatedNormal(0.5f, 0.25f) { Seed = 3 }, new VarianceScaling(2, "fan_out", "untruncated_normal") { Seed = 4 }, new GlorotUniform { Seed = 5 },
            new GlorotNormal { Seed = 6 }, new HeUniform { Seed = 7 }, new HeNormal { Seed = 8 }, new LecunUniform { Seed = 9 }, new LecunNormal { Seed = 10 },
        ];
        Assert.Equal(InitializerTable.FromConfig.Keys.Order(StringComparer.Ordinal), initializers.Select(i => i.ClassName).Order(StringComparer.Ordinal));
        foreach (Initializer initializer in initializers)
        {
            string text = initializer.Serialize().ToJsonString();
            Initializer again = Initializer.Deserialize(JsonNode.Parse(text))!;
            Assert.Equal(text, again.Serialize().ToJsonString());
            float[] first = new float[12], second = new float[12];
            initializer.Fill(first, [3, 4]);
            again.Fill(second, [3, 4]);
            Assert.Equal(first, second);
        }
        Assert.Null(Initializer.Deserialize(null));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.StartsWith(
            "VarianceScaling: expected mode fan_in, fan_out or fan_avg; got 'fan'.",
            Assert.Throws<ArgumentException>(() => new VarianceScaling(1, "fan")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "VarianceScaling: expected distribution truncated_normal, untruncated_normal or uniform; got 'normal'.",
            Assert.Throws<ArgumentException>(() => new VarianceScaling(distribution: "normal")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(0));
        Assert.EndsWith("; got 'glorot'.", Assert.Throws<ArgumentException>(() => (Initializer)"glorot").Message, StringComparison.Ordinal);
    }

    private static float[] Fill(string name, Shape shape, int? seed)
    {
        Initializer initializer = Initializer.Deserialize(Serialized.Wrap("keras.initializers", name, new JsonObject { ["seed"] = seed }))!;
        float[] values = new float[shape.Elements];
        initializer.Fill(values, shape);
        return values;
    }
}
