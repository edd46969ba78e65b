using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class NormalizationLayerTests
{
    // What Keras' own tests grant their numbers, which are given to three or four digits.
    private const float Printed = 1e-3f;

    [Fact]
    public void Layer_normalization_gives_the_numbers_of_keras_tests()
    {
        Tensor<float> x = Numbers.Of([1, 5], 0, 1, 2, 3, 4);
        Numbers.Close([-0.41386f, 0.29307f, 1, 1.70693f, 2.41386f], Step.Run(new LayerNormalization { BetaInitializer = "ones" }.Apply, x), 1e-5f);
        Numbers.Close([0, 0.70693f, 1.41386f, 2.12079f, 2.82772f], Step.Run(new LayerNormalization { RmsScaling = true }.Apply, x), 1e-5f);
    }

    [Fact]
    public void Layer_normalization_by_hand()
    {
        // Mean 3, variance 4, epsilon 0: (x - 3) / 2; then times (1, 2), plus (0, 1).
        var layer = new LayerNormalization { Epsilon = 0 };
        layer.EnsureBuilt([Shape.Unknown, 2]);
        layer.SetWeights([Numbers.Of([2], 1, 2), Numbers.Of([2], 0, 1)]);
        Assert.Equal([-1f, 3, 1, -1], Step.Run(layer.Apply, Numbers.Of([2, 2], 1, 5, 5, 1)));
        // Over both axes: mean 3, variance 4 of 1, 5, 5, 1.
        Assert.Equal([-1f, 1, 1, -1], Step.Run(new LayerNormalization { Epsilon = 0, Axis = [1, 2] }.Apply, Numbers.Of([1, 2, 2], 1, 5, 5, 1)));
    }

    [Fact]
    public void The_order_of_the_axes_plays_no_part()
    {
        Tensor<float> x = Numbers.Wave([2, 3, 4]);
        Assert.Equal(Step.Run(new LayerNormalization { Axis = [-2, -1] }.Apply, x), Step.Run(new LayerNormalization { Axis = [-1, -2] }.Apply, x));
        Assert.Equal(Step.Run(new RMSNormalization { Axis = [-2, -1] }.Apply, x), Step.Run(new RMSNormalization { Axis = [-1, -2] }.Apply, x));
        var built = new LayerNormalization { Axis = [-1, 1] };
        built.EnsureBuilt([Shape.Unknown, 3, 4, 5]);
        Assert.Equal("[1,3]", built.Config["axis"]!.ToJsonString());
        Assert.Equal([3, 5], built.Weights[0].Shape.ToArray());
        Assert.Throws<ShapeException>(() => new LayerNormalization { Axis = [1, -1] }.Apply(new Input(3)));
    }

    [Fact]
    public void Large_means_leave_the_digits()
    {
        // 10,000 ± 1: squares of the numbers themselves would leave no digit of the variance.
        Numbers.Close([-1, 1, -1, 1], Step.Run(new LayerNormalization { Epsilon = 0 }.Apply, Numbers.Of([1, 4], 9999, 10001, 9999, 10001)));
    }

    [Fact]
    public void Group_normalization_gives_the_numbers_of_keras_tests()
    {
        static GroupNormalization Plain(int groups, int axis) => new(groups) { Axis = axis, Scale = false, Center = false };
        Tensor<float> rows = Numbers.Of([1, 2, 4], -1, 1, 0, 2, 1, 3, -4, -2);
        Numbers.Close([-1, -1, 1, 1, 1, 1, -1, -1], Step.Run(Plain(4, -1).Apply, rows), Printed);
        Numbers.Close([-1, -1, 1, 1, 1, 1, -1, -1], Step.Run(Plain(-1, -1).Apply, rows), Printed);

        Tensor<float> vector = Numbers.Of([1, 8], -1, -1, 1, 1, 2, 2, 0, -2);
        Numbers.Close([-0.898f, -0.898f, 0.539f, 0.539f, 1.257f, 1.257f, -0.18f, -1.616f], Step.Run(Plain(1, -1).Apply, vector), Printed);
        Numbers.Close([-1, -1, 1, 1, 0.904f, 0.904f, -0.301f, -1.507f], Step.Run(Plain(2, 1).Apply, vector), Printed);

        Tensor<float> matrix = Numbers.Of([1, 2, 4], -1, -1, 2, 2, 1, 1, 0, -2);
        Numbers.Close([-0.898f, -0.898f, 1.257f, 1.257f, 0.539f, 0.539f, -0.18f, -1.616f], Step.Run(Plain(1, -1).Apply, matrix), Printed);
        Numbers.Close([-1, -1, 0.904f, 0.904f, 1, 1, -0.301f, -1.507f], Step.Run(Plain(2, 2).Apply, matrix), Printed);

        float[] half = [-1.5274f, -1.091f, -0.6546f, -0.2182f, 0.2182f, 0.6546f, 1.091f, 1.5274f];
        Tensor<float> images = Numbers.Of([1, 4, 2, 2], [.. Enumerable.Range(0, 16).Select(i => (float)i)]);
        Numbers.Close([.. half, .. half], Step.Run(new GroupNormalization(2) { Axis = 1 }.Apply, images), Printed);
    }

    [Fact]
    public void Groups_divide_the_channels()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupNormalization(0));
        Assert.Throws<ShapeException>(() => new GroupNormalization(3).Apply(new Input(4, 4)));
        Assert.Throws<ShapeException>(() => new GroupNormalization(8).Apply(new Input(4, 4)));
        var instance = new GroupNormalization(-1);
        Assert.Equal(-1, (int)instance.Config["groups"]!);
        instance.EnsureBuilt([Shape.Unknown, 3, 6]);
        Assert.Equal(6, (int)instance.Config["groups"]!);
    }

    [Fact]
    public void Rms_normalization_gives_the_numbers_of_keras_tests() => Numbers.Close(
        [0, 0.18731716f, 0.37463433f, 0.5619515f, 0.74926865f, 0.9365858f, 1.123903f, 1.3112202f, 1.4985373f, 1.6858544f],
        Step.Run(new RMSNormalization().Apply, Numbers.Of([1, 10], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)));

    [Fact]
    public void Unit_normalization_makes_vectors_of_length_1()
    {
        Numbers.Close([0.6f, 0.8f, 0, 1], Step.Run(new UnitNormalization().Apply, Numbers.Of([2, 2], 3, 4, 0, -5 * -1)));
        Numbers.Close([0.1f, 0.5f, 0.7f, 0.5f], Step.Run(new UnitNormalization(1, 2).Apply, Numbers.Of([1, 2, 2], 1, 5, 7, 5)));
        Numbers.Close([0.6f, 1, 0.8f, 0], Step.Run(new UnitNormalization(1).Apply, Numbers.Of([1, 2, 2], 3, 1, 4, 0)));
        // Zeros stay zeros, also in the gradient.
        Assert.Equal([0f, 0], Step.Run(new UnitNormalization().Apply, Numbers.Of([1, 2], 0, 0)));
    }

    // Keras' test: a kernel of ones has the singular value 2, so training halves it.
    [Fact]
    public void Spectral_normalization_divides_by_the_largest_singular_value()
    {
        var layer = new SpectralNormalization(new Conv2D(1, 2) { KernelInitializer = new Constant(1) }) { PowerIterations = 8 };
        Tensor<float> ones = Numbers.Of([1, 2, 2, 1], 1, 1, 1, 1);
        Numbers.Close([4], Step.Run(layer.Apply, ones), 1e-5f);
        Numbers.Close([2], Step.Run(layer.Apply, ones, training: true), 1e-5f);
        // The kernel itself was divided, and stays so.
        Numbers.Close([0.5f, 0.5f, 0.5f, 0.5f], layer.Layer.Weights[0].Span, 1e-5f);
        Numbers.Close([2], Step.Run(layer.Apply, ones), 1e-5f);
        Assert.Equal(["kernel", "vector_u", "bias"], layer.Weights.Select(weight => weight.Name));
    }

    [Fact]
    public void Spectral_normalization_finds_the_singular_value_of_a_matrix()
    {
        // diag(3, 1): the singular values are 3 and 1.
        var inner = new Dense(2) { UseBias = false };
        var layer = new SpectralNormalization(inner) { PowerIterations = 30 };
        layer.EnsureBuilt([Shape.Unknown, 2]);
        inner.Weights[0].Assign([3f, 0, 0, 1]);
        Step.Run(layer.Apply, Numbers.Of([1, 2], 1, 1), training: true);
        Numbers.Close([1, 0, 0, 1 / 3f], inner.Weights[0].Span, 1e-5f);
    }

    [Fact]
    public void Spectral_normalization_leaves_zeros_and_needs_a_kernel()
    {
        var inner = new Dense(2) { KernelInitializer = "zeros" };
        Assert.All(Step.Run(new SpectralNormalization(inner).Apply, Numbers.Of([1, 2], 1, 1), training: true), value => Assert.Equal(0, value));
        Assert.Throws<ArgumentException>(() => new SpectralNormalization(new ReLU()).Apply(new Input(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectralNormalization(new Dense(2)) { PowerIterations = 0 });
        Assert.Equal([Shape.Unknown, 3, 4], new SpectralNormalization(new Embedding(5, 4)).Apply(new Input(3)).Shape);
    }

    // One channel, two samples 1 and 3: mean 2, variance 1, with epsilon 0.25 √1.25.
    [Fact]
    public void Batch_renormalization_by_hand()
    {
        var layer = new BatchNormalization { Renorm = true, Epsilon = 0.25f, Momentum = 0.5f, RenormMomentum = 0.75f };
        layer.EnsureBuilt([Shape.Unknown, 1]);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev"], layer.Weights.Select(weight => weight.Name));
        layer.SetWeights([.. new float[] { 2, 1, 0, 4, 2, 1, 2 }.Select(value => Numbers.Of([1], value))]);
        // r = √1.25 / 2, d = (2 - 1) / 2; ((x - 2) / √1.25 · r + d) · 2 + 1 = (x - 2) + 2.
        Numbers.Close([1, 3], Step.Run(layer.Apply, Numbers.Of([2, 1], 1, 3), training: true));
        float stddev = MathF.Sqrt(1.25f), moved = (2 + stddev) / 2;
        Numbers.Close([2, 1, 1, (moved * moved) - 0.25f, moved, 1.25f, 1.5f + (stddev / 4)], [.. layer.Weights.Select(weight => weight.Span[0])]);
    }

    [Fact]
    public void Limits_of_renormalization()
    {
        var layer = new BatchNormalization { Renorm = true, Epsilon = 0.25f, RenormClipping = new(RMax: 0.5f, DMax: 0.25f) };
        layer.EnsureBuilt([Shape.Unknown, 1]);
        layer.SetWeights([.. new float[] { 1, 0, 0, 1, 1, 1, 2 }.Select(value => Numbers.Of([1], value))]);
        // r is cut to ½ and d = ½ to ¼.
        float unit = 1 / MathF.Sqrt(1.25f);
        Numbers.Close([0.25f - (unit / 2), 0.25f + (unit / 2)], Step.Run(layer.Apply, Numbers.Of([2, 1], 1, 3), training: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization { RenormClipping = new(RMax: 0, RMin: 1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization { RenormClipping = new(DMax: -1) });
        var roots = new BatchNormalization { Renorm = true, MovingVarianceInitializer = new Constant(4) };
        roots.EnsureBuilt([Shape.Unknown, 1]);
        Assert.Equal([4f, 2, 0, 2], roots.Weights.Skip(3).Select(weight => weight.Span[0]));
    }

    [Fact]
    public void Batch_normalization_counts_what_a_mask_shows()
    {
        // The zeros are hidden: of 1, 3 and 5 the mean is 3 and the variance 8/3.
        var layer = new BatchNormalization { Momentum = 0, Epsilon = 0 };
        float[] y = Step.Run(x => layer.Apply(new Masking().Apply(x)), Numbers.Of([2, 2, 1], 1, 0, 3, 5), training: true);
        float unit = MathF.Sqrt(3 / 8f);
        Numbers.Close([-2 * unit, -3 * unit, 0, 2 * unit], y, 1e-5f);
        Numbers.Close([3], layer.Weights[2].Span, 1e-5f);
        Numbers.Close([8 / 3f], layer.Weights[3].Span, 1e-5f);
    }

    [Fact]
    public void Softmax_gives_the_numbers_of_keras_tests()
    {
        Tensor<float> x = Numbers.Of([2, 3], 1, 2, 1, 1, 2, 1);
        float[] row = [0.21194157f, 0.5761169f, 0.21194157f];
        Numbers.Close([.. row, .. row], Step.Run(new Softmax().Apply, x));
        Numbers.Close([.. row.Concat(row).Select(value => value / 2)], Step.Run(new Softmax(1, 0).Apply, x));
        // What the mask hides is 0, the rest of its row adds up to 1; a hidden row is zeros.
        float[] masked = Step.Run(y => new Softmax().Apply(new Embedding(9, 1) { MaskZero = true }.Apply(y).Reshape([3, 4])), Numbers.Of([3, 4], 1, 2, 0, 0, 0, 0, 0, 0, 3, 1, 2, 4));
        Assert.Equal(12, masked.Length);
    }

    [Fact]
    public void A_mask_takes_what_it_hides_out_of_the_softmax()
    {
        float[] y = Step.Run(x => new Softmax().Apply(new Hiding().Apply(x)), Numbers.Of([3, 4], 1, 2, -5, -1, -1, -1, -1, -1, 3, 1, 2, 4));
        Numbers.Close([0.268941f, 0.731059f, 0, 0, 0, 0, 0, 0, 0.236883f, 0.032059f, 0.087144f, 0.643914f], y);
    }

    // Hides what is negative.
    private sealed class Hiding : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training) => x * 1;

        protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) => inputs[0].Greater(Ops.Constant(0));
    }
}
