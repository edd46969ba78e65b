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
        ["elu"] = x => x < 0 ? Math.Exp(x) - 1 : x,
        ["selu"] = x => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x),
        ["sigmoid"] = Sigmoid,
        ["hard_sigmoid"] = x => Math.Clamp((x + 3) / 6, 0, 1),
        ["tanh"] = Math.Tanh,
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["softsign"] = x => x / (1 + Math.Abs(x)),
        ["exponential"] = Math.Exp,
        ["silu"] = x => x * Sigmoid(x),
        ["hard_silu"] = x => x * Math.Clamp((x + 3) / 6, 0, 1),
        ["gelu"] = x => x * s_normal[x],
        ["mish"] = x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
    };

    // Functions of a whole row, with tests of their own.
    private static readonly string[] s_rows = ["softmax", "log_softmax"];

    public static TheoryData<string> Names => [.. ActivationFunction.Names];

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
    [MemberData(nameof(Names))]
    public void Its_gradient_is_its_slope(string name)
    {
        // Central differences of step 1/64 in float: the third derivative's error is below 1e-4, rounding about 1e-5. No kink lies near.
        float[] x = [-2.5f, -1, -0.3f, 0.4f, 1.7f], c = [1, -2, 3, 0.5f, 2];
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
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
