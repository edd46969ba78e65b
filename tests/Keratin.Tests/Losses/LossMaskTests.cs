using Keratin.Graph.Transforms;
using Keratin.Losses;

namespace Keratin.Tests.Losses;

public class LossMaskTests
{
    // Two samples of three steps; squared errors 1, 4, 9 and 16, 25, 36. The mask leaves 1, 4 and 16.
    private static readonly Tensor<float> s_target = Numbers.Of([2, 3, 1], 0, 0, 0, 0, 0, 0), s_output = Numbers.Of([2, 3, 1], 1, 2, 3, 4, 5, 6);
    private static readonly Tensor<float> s_mask = Numbers.Of([2, 3], 1, 1, 0, 1, 0, 0);

    [Theory]
    [InlineData(Reduction.SumOverBatchSize, 7f)] // 21/3: over what counts
    [InlineData(Reduction.Mean, 7f)]
    [InlineData(Reduction.Sum, 21f)]
    [InlineData(Reduction.MeanWithSampleWeight, 7f)] // the mask is the weight
    public void What_is_masked_does_not_count(Reduction reduction, float expected) => Close(expected, Compute(reduction, s_mask));

    // Samples weigh 1 and 2: 1 + 4 + 2·16 = 37.
    [Theory]
    [InlineData(Reduction.SumOverBatchSize, 37 / 3f)]
    [InlineData(Reduction.Sum, 37f)]
    [InlineData(Reduction.MeanWithSampleWeight, 37 / 4f)]
    public void Weights_and_mask_multiply(Reduction reduction, float expected) => Close(expected, Compute(reduction, s_mask, Numbers.Of([2], 1, 2)));

    [Fact]
    public void A_mask_of_nothing_gives_no_loss_and_no_gradient()
    {
        Tensor<float> nothing = Numbers.Of([2, 3], new float[6]);
        foreach (Reduction reduction in new[] { Reduction.SumOverBatchSize, Reduction.Sum, Reduction.MeanWithSampleWeight })
        {
            float[][] actual = Step.RunAll(
                x =>
                {
                    KerasTensor loss = new MeanSquaredError { Reduction = reduction }.Compute(x[0], x[1], mask: x[2]);
                    return [loss, Gradients.Of(loss, x[1])[0]];
                },
                [s_target, s_output, nothing]);
            Assert.Equal([0f], actual[0]);
            Assert.Equal(new float[6], actual[1]);
        }
    }

    // ln 4 and ln 2; the third sample is of no class. Left out of the mean, alone and beside a mask.
    [Fact]
    public void An_ignored_class_is_left_out_of_the_mean()
    {
        var loss = new SparseCategoricalCrossentropy { IgnoreClass = -1 };
        Tensor<float> target = Numbers.Of([3], 0, 1, -1), output = Numbers.Of([3, 2], 0.25f, 0.75f, 0.5f, 0.5f, 0.9f, 0.1f);
        Close((MathF.Log(4) + MathF.Log(2)) / 2, Step.Run((y, p) => loss.Compute(y, p), target, output));
        float[] masked = Step.RunAll(x => [loss.Compute(x[0], x[1], mask: x[2])], [target, output, Numbers.Of([3], 1, 0, 1)])[0];
        Close(MathF.Log(4), masked);
        Assert.False(loss.TakesIndices);
    }

    [Fact]
    public void What_is_ignored_has_no_gradient_even_where_it_is_no_number()
    {
        var loss = new SparseCategoricalCrossentropy { IgnoreClass = 9, FromLogits = true };
        float[] gradient = Step.Run(
            (y, x) => Gradients.Of(loss.Compute(y, x), x)[0], Numbers.Of([2], 0, 9), Numbers.Of([2, 2], 0, 0, float.NaN, float.PositiveInfinity));
        Numbers.Close([-0.5f, 0.5f, 0, 0], gradient);
    }

    // Weights of samples belong to the first axis, even where time is as long as the batch.
    [Fact]
    public void A_weight_a_sample_is_not_a_weight_a_step()
    {
        var loss = new MeanSquaredError { Reduction = Reduction.None };
        Tensor<float> target = Numbers.Of([2, 2, 1], 0, 0, 0, 0), output = Numbers.Of([2, 2, 1], 1, 1, 1, 1);
        Assert.Equal([1f, 1, 3, 3], Step.RunAll(x => [loss.Compute(x[0], x[1], x[2])], [target, output, Numbers.Of([2], 1, 3)])[0]);
        Assert.Equal([1f, 2, 3, 4], Step.RunAll(x => [loss.Compute(x[0], x[1], x[2])], [target, output, Numbers.Of([2, 2], 1, 2, 3, 4)])[0]);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ShapeException>(() => new MeanSquaredError().Compute(Ops.Input([4, 3]), Ops.Input([4, 3]), Ops.Input([5])));
        Assert.Equal(
            """
            Sample weights: the shapes do not fit.
              expected: one for each sample, or of a shape that broadcasts to (4,)
              got:      (5,)
            """, error.Message);
    }

    private static float[] Compute(Reduction reduction, Tensor<float> mask, Tensor<float>? weight = null)
    {
        var loss = new MeanSquaredError { Reduction = reduction };
        Tensor<float>[] inputs = weight is null ? [s_target, s_output, mask] : [s_target, s_output, mask, weight];
        return Step.RunAll(x => [loss.Compute(x[0], x[1], x.ElementAtOrDefault(3), x[2])], inputs)[0];
    }

    private static void Close(float expected, float[] actual) => Numbers.Close([expected], actual);
}
