using Keratin.Activations;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Activations;

public class ActivationTests
{
    // The normal distribution's share below each point.
    private static readonly Dictionary<double, double> s_normal = new()
    {
        [-2.5] = 0.006209665325776132,
        [-1] = 0.15865525393145707,
        [-0.3] = 0.3820885778110474,
        [0.4] = 0.6554217416103242,
        [1.7] = 0.955434537241457,
    };

    // The formulas, in double precision.
    private static readonly Dictionary<string, Func<double, double>> s_formulas = new()
    {
        ["linear"] = x => x,
        ["relu"] = x => Math.Max(x, 0),
        ["relu6"] = x => Math.Clamp(x, 0, 6),
        ["leaky_relu"] = x => x < 0 ? 0.2 * x : x,
        ["celu"] = x => x < 0 ? Math.Exp(x) - 1 : x,
        ["elu"] = x => x < 0 ? Math.Exp(x) - 1 : x,
        ["selu"] = x => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x),
        ["sigmoid"] = Sigmoid,
        ["hard_sigmoid"] = x => Math.Clamp((x + 3) / 6, 0, 1),
        ["sparse_sigmoid"] = x => x <= -1 ? 0 : x >= 1 ? 1 : (x + 1) / 2,
        ["log_sigmoid"] = x => Math.Log(Sigmoid(x)),
        ["tanh"] = Math.Tanh,
        ["hard_tanh"] = x => Math.Clamp(x, -1, 1),
        ["tanh_shrink"] = x => x - Math.Tanh(x),
        ["soft_shrink"] = x => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0,
        ["hard_shrink"] = x => Math.Abs(x) > 0.5 ? x : 0,
        ["squareplus"] = x => (x + Math.Sqrt((x * x) + 4)) / 2,
        ["sparse_plus"] = x => x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4,
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["softsign"] = x => x / (1 + Math.Abs(x)),
        ["exponential"] = Math.Exp,
        ["silu"] = x => x * Sigmoid(x),
        ["hard_silu"] = x => x * Math.Clamp((x + 3) / 6, 0, 1),
        ["gelu"] = x => x * s_normal[x],
        ["mish"] = x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
    };

    // Functions of a whole row, with tests of their own.
    private static readonly string[] s_rows = ["softmax", "log_softmax", "sparsemax", "glu"];

    public static TheoryData<string> Names => [.. ActivationFunction.Names];

    // Whose result is as long as what goes in.
    public static TheoryData<string> OfOneLength => [.. ActivationFunction.Names.Except(["glu"])];

    [Fact]
    public void Each_has_its_formula_here() =>
        Assert.Equal(ActivationFunction.Names.Except(s_rows).Order(StringComparer.Ordinal), s_formulas.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_what_its_formula_gives(string name)
    {
        double[] x = [.. s_normal.Keys];
        if (s_rows.Contains(name))
            return;
        float[] actual = Step.Run(ActivationFunction.Named(name).Apply, Numbers.Of([x.Length], [.. x.Select(value => (float)value)]));
        Numbers.Close([.. x.Select(value => (float)s_formulas[name](value))], actual, 2e-6f, name);
    }

    [Theory]
    [MemberData(nameof(OfOneLength))]
    public void Its_gradient_is_its_slope(string name)
    {
        // Central differences of step 1/64 in float: the third derivative's error is below 1e-4, rounding about 1e-5. No kink lies near.
        float[] x = [-2.5f, -0.8f, -0.3f, 0.4f, 1.7f], c = [1, -2, 3, 0.5f, 2];
        ActivationFunction function = ActivationFunction.Named(name);
        float[] gradient = Step.Run(t => Gradients.Of(function.Apply(t) * Ops.Constant(Numbers.Of([1, 5], c)), t)[0], Numbers.Of([1, 5], x));
        const float H = 1f / 64;
        for (int i = 0; i < x.Length; i++)
        {
            float[] up = [.. x], down = [.. x];
            (up[i], down[i]) = (x[i] + H, x[i] - H);
            float slope = (Weighted(up) - Weighted(down)) / (2 * H);
            Assert.True(MathF.Abs(slope - gradient[i]) < 2e-3f, $"{name} at {x[i]}: expected a slope of {slope}; got {gradient[i]}.");
        }

        float Weighted(float[] at) => Step.Run(function.Apply, Numbers.Of([1, 5], at)).Zip(c, (y, weight) => y * weight).Sum();
    }

    // Neither values nor gradients become NaN far out; where the function itself is finite it stays so.
    [Theory]
    [MemberData(nameof(Names))]
    public void Far_out_it_stays_a_number(string name)
    {
        ActivationFunction function = ActivationFunction.Named(name);
        Tensor<float> x = Numbers.Of([1, 4], -1000, -90, 60, 80);
        AssertFinite(name, function, x);
        // As far as floats go, where the function itself stays finite.
        if (name != "exponential")
            AssertFinite(name, function, Numbers.Of([1, 6], -1e30f, -1e15f, -1e5f, 1e5f, 1e15f, 1e30f));
        // And at 0, where roots and quotients have their poles.
        AssertFinite(name, function, Numbers.Of([1, 2], 0, 0));
    }

    private static void AssertFinite(string name, ActivationFunction function, Tensor<float> x)
    {
        float[][] both = Step.RunAll(t => [function.Apply(t[0]), Gradients.Of(function.Apply(t[0]), t[0])[0]], [x]);
        Assert.All(both[0], value => Assert.True(float.IsFinite(value), $"{name} gives {value}."));
        Assert.All(both[1], value => Assert.True(float.IsFinite(value), $"The gradient of {name} gives {value}."));
    }

    [Fact]
    public void Softmax_and_its_logarithm_by_hand()
    {
        Tensor<float> x = Numbers.Of([1, 2], 0, MathF.Log(3));
        Numbers.Close([0.25f, 0.75f], Step.Run(ActivationFunction.Softmax.Apply, x));
        Numbers.Close([-MathF.Log(4), MathF.Log(0.75f)], Step.Run(ActivationFunction.Named("log_softmax").Apply, x));
    }

    [Fact]
    public void Sparsemax_by_hand()
    {
        // Of (0, ½, 1) the two largest are the support: τ = (1.5 - 1) / 2 = 0.25. Of five close ones four are: τ = (1.4 - 1) / 4 = 0.1.
        Numbers.Close([0, 0.25f, 0.75f], Step.Run(x => x.Sparsemax(), Numbers.Of([1, 3], 0, 0.5f, 1)));
        Numbers.Close([0, 0.1f, 0.2f, 0.3f, 0.4f], Step.Run(x => x.Sparsemax(), Numbers.Of([1, 5], 0.1f, 0.2f, 0.3f, 0.4f, 0.5f)));
        Numbers.Close([0, 0, 0, 0, 1], Step.Run(x => x.Sparsemax(), Numbers.Of([5], -0.5f, 0, 1, 2, 3)));
        Numbers.Close([0, 0, 1, 1], Step.Run(x => x.Sparsemax(0), Numbers.Of([2, 2], 1, 2, 3, 4)));
        Numbers.Close([0.5f, 0.5f], Step.Run(x => x.Sparsemax(), Numbers.Of([1, 2], 1e6f, 1e6f)));
        // Within the support the gradient loses its mean; outside it is 0.
        Numbers.Close(
            [0, -1, 1], Step.Run(x => Gradients.Of(x.Sparsemax() * Ops.Constant(Numbers.Of([1, 3], 7, 1, 3)), x)[0], Numbers.Of([1, 3], 0, 0.5f, 1)));
    }

    [Fact]
    public void Glu_by_hand()
    {
        // sigmoid(0) = ½ and sigmoid(ln 3) = ¾.
        Numbers.Close([1, 3], Step.Run(ActivationFunction.Named("glu").Apply, Numbers.Of([1, 4], 2, 4, 0, MathF.Log(3))));
        Numbers.Close([1, 2], Step.Run(x => x.Glu(0), Numbers.Of([2, 2], 2, 4, 0, 0)));
        Assert.Contains("an even length at axis -1", Assert.Throws<ShapeException>(() => Ops.Input([2, 3]).Glu()).Message, StringComparison.Ordinal);
    }

    // The numbers in the documentation of keras.activations.relu, and what the threshold makes of the value at it.
    [Fact]
    public void Relu_with_its_arguments()
    {
        Tensor<float> x = Numbers.Of([5], -10, -5, 0, 5, 10);
        Assert.Equal([0f, 0, 0, 5, 10], Step.Run(t => t.Relu(0, null, 0), x));
        Assert.Equal([-5f, -2.5f, 0, 5, 10], Step.Run(t => t.Relu(0.5f), x));
        Assert.Equal([0f, 0, 0, 5, 5], Step.Run(t => t.Relu(0, maxValue: 5), x));
        Assert.Equal([0f, 0, 0, 0, 10], Step.Run(t => t.Relu(0, threshold: 5), x));
        Assert.Equal([-7.5f, -5, -2.5f, 0, 8], Step.Run(t => t.Relu(0.5f, 8, 5), x));
    }

    [Fact]
    public void Arguments_change_the_functions()
    {
        Tensor<float> x = Numbers.Of([4], -2, -0.5f, 0.5f, 2);
        Assert.Equal([-1f, -0.25f, 0.5f, 2], Step.Run(t => t.LeakyRelu(0.5f), x));
        Numbers.Close([2 * (MathF.Exp(-2) - 1), 2 * (MathF.Exp(-0.5f) - 1), 0.5f, 2], Step.Run(t => t.Elu(2), x));
        Numbers.Close([2 * (MathF.Exp(-1) - 1), 2 * (MathF.Exp(-0.25f) - 1), 0.5f, 2], Step.Run(t => t.Celu(2), x));
        Assert.Equal([-1f, 0, 0, 1], Step.Run(t => t.SoftShrink(1), x));
        Assert.Equal([-2f, 0, 0, 2], Step.Run(t => t.HardShrink(1), x));
        Assert.Equal([-7f, -7, -7, 2], Step.Run(t => t.Threshold(0.5f, -7), x));
        Numbers.Close([0, 0, 0.5f, 2], Step.Run(t => t.Squareplus(0), x));
        // (x + √(x² + 1)) / 2; of -1000 nothing cancels: 1 / (4 · 1000).
        Numbers.Close([0.11803399f, 0.309017f, 0.809017f, 2.118034f], Step.Run(t => t.Squareplus(1), x));
        Assert.Equal(0.00025f, Step.Run(t => t.Squareplus(1), Numbers.Of([1], -1000))[0], 1e-9f);
        // The figure in the documentation of keras.ops.gelu.
        Numbers.Close([-0.15880801f, 0, 0.841192f], Step.Run(t => t.Gelu(), Numbers.Of([3], -1, 0, 1)), 2e-6f);
    }

    [Fact]
    public void Names_of_keras_are_understood()
    {
        Assert.Same(ActivationFunction.Relu, (ActivationFunction)"relu");
        Assert.Same(ActivationFunction.Linear, ActivationFunction.Named(null));
        Assert.Same(ActivationFunction.Named("silu"), ActivationFunction.Named("swish"));
        Assert.Same(ActivationFunction.Named("hard_silu"), ActivationFunction.Named("hard_swish"));
        var error = Assert.Throws<ArgumentException>(() => ActivationFunction.Named("rely"));
        Assert.StartsWith("Activation: expected one of linear, relu, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("; got 'rely'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_ones_own()
    {
        var cube = new ActivationFunction("cube", x => x * x * x);
        Assert.Equal([8f], Step.Run(cube.Apply, Numbers.Of([1], 2)));
        Assert.Equal([12f], Step.Run(x => Gradients.Of(cube.Apply(x), x)[0], Numbers.Of([1], 2)));
        Assert.Equal("cube", $"{cube}");
        Func<KerasTensor, KerasTensor> twice = x => x * 2;
        Assert.Equal([6f], Step.Run(((ActivationFunction)twice).Apply, Numbers.Of([1], 3)));
        Assert.Contains("x.Threshold(", Assert.Throws<ArgumentException>(() => ActivationFunction.Named("threshold")).Message, StringComparison.Ordinal);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
