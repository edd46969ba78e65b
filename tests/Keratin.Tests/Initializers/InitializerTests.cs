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
            new GlorotNormal { Seed = 6 }, new HeUniform { Seed = 7 }, new HeNormal { Seed = 8 }, new LecunUniform { Seed = 9 },
            new LecunNormal { Seed = 10, InputAxes = [1], OutputAxes = [0] }, new Identity(0.5f), new Orthogonal(0.5f) { Seed = 11 },
            new STFT("imag", null, null, true),
        ];
        Assert.Equal(InitializerTable.FromConfig.Keys.Order(StringComparer.Ordinal), initializers.Select(i => i.ClassName).Order(StringComparer.Ordinal));
        foreach (Initializer initializer in initializers)
        {
            string text = initializer.Serialize().ToJsonString();
            Initializer again = Initializer.Deserialize(JsonNode.Parse(text))!;
            Assert.Equal(text, again.Serialize().ToJsonString());
            float[] first = new float[12], second = new float[12];
            Shape shape = initializer is STFT ? [4, 1, 3] : [3, 4];
            initializer.Fill(first, shape);
            again.Fill(second, shape);
            Assert.Equal(first, second);
        }
        Assert.Null(Initializer.Deserialize(null));
    }

    [Fact]
    public void Configurations_are_those_of_keras()
    {
        Assert.Equal("""{"seed":null,"input_axes":null,"output_axes":null}""", new GlorotUniform().Config.ToJsonString());
        Assert.Equal(
            """{"seed":3,"scale":1,"mode":"fan_in","distribution":"truncated_normal","input_axes":[0],"output_axes":[1,2]}""",
            new VarianceScaling(distribution: "normal") { Seed = 3, InputAxes = [0], OutputAxes = [1, 2] }.Config.ToJsonString());
        Assert.Equal("""{"seed":null,"gain":1}""", new Orthogonal().Config.ToJsonString());
        Assert.Equal("""{"side":"real","window":"hann","periodic":false,"scaling":"density"}""", new STFT().Config.ToJsonString());
    }

    [Theory]
    [InlineData("glorot_uniform", typeof(GlorotUniform))]
    [InlineData("GlorotUniform", typeof(GlorotUniform))]
    [InlineData("uniform", typeof(RandomUniform))]
    [InlineData("normal", typeof(RandomNormal))]
    [InlineData("zero", typeof(Zeros))]
    [InlineData("one", typeof(Ones))]
    [InlineData("orthogonal", typeof(Orthogonal))]
    [InlineData("OrthogonalInitializer", typeof(Orthogonal))]
    [InlineData("identity", typeof(Identity))]
    [InlineData("IdentityInitializer", typeof(Identity))]
    [InlineData("stft", typeof(STFT))]
    [InlineData("STFTInitializer", typeof(STFT))]
    public void Names_are_those_of_keras(string name, Type type) => Assert.IsType(type, (Initializer)name);

    [Fact]
    public void Fans_may_be_given_by_axes()
    {
        float[] values = new float[3 * 4 * 8];
        // Inputs 3·4, outputs 8: fan_out is 8.
        new VarianceScaling(2, "fan_out", "uniform") { Seed = 1, InputAxes = [0, 1], OutputAxes = [-1] }.Fill(values, [3, 4, 8]);
        double limit = Math.Sqrt(3 * 2 / 8.0);
        Assert.InRange(values.Max(), 0.9 * limit, limit * (1 + 1e-6));
    }

    [Fact]
    public void Identity_of_any_matrix()
    {
        Assert.Equal([2f, 0, 0, 0, 2, 0], Filled(new Identity(2), [2, 3]));
        Assert.Equal([1f, 0, 0, 1, 0, 0], Filled(new Identity(), [3, 2]));
        Assert.Throws<ShapeException>(() => Filled(new Identity(), [2, 2, 2]));
    }

    [Theory]
    [InlineData(new[] { 6, 4 })]
    [InlineData(new[] { 4, 6 })]
    [InlineData(new[] { 5, 5 })]
    [InlineData(new[] { 3, 3, 2, 7 })]
    [InlineData(new[] { 1, 3 })]
    [InlineData(new[] { 64, 256 })]
    public void Columns_or_rows_are_orthogonal(int[] lengths)
    {
        Shape shape = [.. lengths];
        int columns = lengths[^1], rows = (int)shape.Elements / columns, count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        float[] values = Filled(new Orthogonal(3) { Seed = 5 }, shape);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = Enumerable.Range(0, length).Sum(k => (double)At(i, k) * At(j, k));
                Assert.Equal(i == j ? 9 : 0, product, 1e-5);
            }
        }

        float At(int vector, int element) => rows < columns ? values[(vector * columns) + element] : values[(element * columns) + vector];
    }

    [Fact]
    public void Orthogonal_prefers_no_direction()
    {
        // The sign of R's diagonal is put right, so the mean of the first element is 0: of 400 it strays by about 0.5/√400.
        float[] firsts = [.. Enumerable.Range(0, 400).Select(seed => Filled(new Orthogonal { Seed = seed }, [4, 4])[0])];
        Assert.InRange(firsts.Average(), -0.125f, 0.125f);
        Assert.InRange(firsts.Average(value => value * value), 0.2f, 0.3f); // a quarter: four elements of a column make 1
        Assert.Throws<ShapeException>(() => Filled(new Orthogonal(), [4]));
    }

    [Fact]
    public void Fourier_transform_by_hand()
    {
        // Four frames, four frequencies of which three are kept: cos(-π/2·t·f), sin(-π/2·t·f).
        Numbers.Close([1, 1, 1, 1, 0, -1, 1, -1, 1, 1, 0, -1], Filled(new STFT("real", null, null), [4, 1, 3]), 1e-6f);
        Numbers.Close([0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0], Filled(new STFT("imag", null, null), [4, 1, 3]), 1e-6f);
        // Hann's window of 4, periodic: 0, ½, 1, ½; the squares make 1.5, the sum 2. At frequency 0 the kernel is the window.
        float root = MathF.Sqrt(1.5f);
        Numbers.Close([0, 0.5f / root, 1 / root, 0.5f / root], First(new STFT(periodic: true)), 1e-6f);
        Numbers.Close([0, 0.25f, 0.5f, 0.25f], First(new STFT(scaling: "spectrum", periodic: true)), 1e-6f);
        Numbers.Close([1, 2, 3, 4], First(new STFT(scaling: null) { WindowValues = [1, 2, 3, 4] }), 1e-6f);
        Assert.Throws<ShapeException>(() => First(new STFT { WindowValues = [1, 2, 3] }));
        Assert.Throws<ArgumentException>(() => new STFT("both"));
        Assert.Throws<ArgumentException>(() => new STFT(window: "round"));
        Assert.Throws<ArgumentException>(() => new STFT(scaling: "none"));

        static float[] First(STFT transform) => [.. Filled(transform, [4, 1, 3]).Where((_, i) => i % 3 == 0)];
    }

    // Symmetric windows of five, from SciPy's documentation of each formula: the ends, half-way, the middle.
    [Theory]
    [InlineData("boxcar", 1, 1, 1)]
    [InlineData("hann", 0, 0.5, 1)]
    [InlineData("hamming", 0.08, 0.54, 1)]
    [InlineData("blackman", 0, 0.34, 1)]
    [InlineData("nuttall", 0.0003628, 0.2269824, 1)]
    [InlineData("blackmanharris", 0.00006, 0.21747, 1)]
    [InlineData("flattop", -0.000421051, -0.05473684, 1)]
    [InlineData("bartlett", 0, 0.5, 1)]
    [InlineData("barthann", 0, 0.5, 1)]
    [InlineData("bohman", 0, 0.31830989, 1)]
    [InlineData("cosine", 0.30901699, 0.80901699, 1)]
    [InlineData("triang", 0.33333333, 0.66666667, 1)]
    [InlineData("parzen", 0.016, 0.424, 1)]
    public void Windows_are_symmetric(string name, double end, double quarter, double middle)
    {
        double[] window = SignalWindow.Make(name, 5, periodic: false);
        double[] expected = [end, quarter, middle, quarter, end];
        for (int i = 0; i < 5; i++)
            Assert.Equal(expected[i], window[i], 1e-6);
        Assert.Equal([1.0], SignalWindow.Make(name, 1, periodic: true));
    }

    private sealed class Checkerboard : Initializer
    {
        public override void Fill(Span<float> values, Shape shape)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = i % 2 == 0 ? 1 : -1;
        }
    }

    private sealed class Coins : Initializer
    {
        public override void Fill(Span<float> values, Shape shape)
        {
            var random = new Random((int)NextSeed());
            foreach (ref float value in values)
                value = random.Next(2);
        }
    }

    [Fact]
    public void One_of_ones_own_makes_weights()
    {
        var dense = new Keratin.Layers.Dense(2) { KernelInitializer = new Checkerboard() };
        dense.Apply(Keratin.Ops.Input([1, 2]));
        Assert.Equal([1f, -1, 1, -1], dense.Weights[0].Span.ToArray());
        Assert.Equal(Filled(new Coins { Seed = 3 }, [20]), Filled(new Coins { Seed = 3 }, [20]));
        Assert.NotEqual(Filled(new Coins(), [40]), Filled(new Coins(), [40]));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.StartsWith(
            "VarianceScaling: expected mode fan_in, fan_out or fan_avg; got 'fan'.",
            Assert.Throws<ArgumentException>(() => new VarianceScaling(1, "fan")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "VarianceScaling: expected distribution truncated_normal, untruncated_normal or uniform; got 'gauss'.",
            Assert.Throws<ArgumentException>(() => new VarianceScaling(distribution: "gauss")).Message, StringComparison.Ordinal);
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

    private static float[] Filled(Initializer initializer, Shape shape)
    {
        float[] values = new float[shape.Elements];
        initializer.Fill(values, shape);
        return values;
    }
}
