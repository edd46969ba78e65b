using Keratin.Graph.Transforms;
using Keratin.Losses;

namespace Keratin.Tests.Losses;

public class LossTests
{
    // Squared differences (1, 9) and (0, 4): per sample 5 and 2.
    private static readonly Tensor<float> s_target = Numbers.Of([2, 2], 1, 2, 3, 4), s_output = Numbers.Of([2, 2], 2, 5, 3, 2);

    [Fact]
    public void Mean_squared_error_of_each_sample() => Assert.Equal([5f, 2], Step.Run(new MeanSquaredError().Call, s_target, s_output));

    // Weights 1 and 3: 5·1 + 2·3 = 11.
    [Theory]
    [InlineData(Reduction.SumOverBatchSize, 3.5f, 5.5f)]   // 7/2, 11/2: the number of samples, not the sum of the weights
    [InlineData(Reduction.Sum, 7f, 11f)]
    [InlineData(Reduction.MeanWithSampleWeight, 3.5f, 2.75f)] // 11/(1 + 3)
    public void Reductions_with_and_without_weights(Reduction reduction, float plain, float weighted)
    {
        var loss = new MeanSquaredError { Reduction = reduction };
        Assert.Equal([plain], Step.Run((y, p) => loss.Compute(y, p), s_target, s_output));
        float[] actual = Step.RunAll(x => [loss.Compute(x[0], x[1], x[2])], [s_target, s_output, Numbers.Of([2], 1, 3)])[0];
        Assert.Equal([weighted], actual);
        // (batch, 1) means the same.
        Assert.Equal(actual, Step.RunAll(x => [loss.Compute(x[0], x[1], x[2])], [s_target, s_output, Numbers.Of([2, 1], 1, 3)])[0]);
    }

    [Fact]
    public void Without_reduction_the_losses_stay()
    {
        var loss = new MeanSquaredError { Reduction = Reduction.None };
        Assert.Equal([5f, 6], Step.RunAll(x => [loss.Compute(x[0], x[1], x[2])], [s_target, s_output, Numbers.Of([2], 1, 3)])[0]);
    }

    [Fact]
    public void Cross_entropy_of_probabilities()
    {
        // -ln 0.25 and -ln 0.5; the second row is first divided by its sum 2.
        Tensor<float> target = Numbers.Of([2, 2], 0, 1, 1, 0), output = Numbers.Of([2, 2], 0.75f, 0.25f, 1, 1);
        float[] expected = [MathF.Log(4), MathF.Log(2)];
        Numbers.Close(expected, Step.Run(new CategoricalCrossentropy().Call, target, output));
        Numbers.Close(expected, Step.Run(new SparseCategoricalCrossentropy().Call, Numbers.Of([2], 1, 0), output));
        Numbers.Close(expected, Step.Run(new SparseCategoricalCrossentropy().Call, Numbers.Of([2, 1], 1, 0), output));
    }

    // Probabilities are kept 1e-7 from 0 and 1: a sure mistake costs -ln 1e-7 = 16.118.
    [Fact]
    public void A_sure_mistake_costs_a_finite_loss()
    {
        Tensor<float> target = Numbers.Of([1, 2], 1, 0), output = Numbers.Of([1, 2], 0, 1);
        Numbers.Close([16.118095f], Step.Run(new CategoricalCrossentropy().Call, target, output));
    }

    [Fact]
    public void Cross_entropy_of_logits()
    {
        // softmax(0, ln 3) = (1/4, 3/4).
        Tensor<float> logits = Numbers.Of([1, 2], 0, MathF.Log(3));
        Numbers.Close([MathF.Log(4)], Step.Run(new CategoricalCrossentropy { FromLogits = true }.Call, Numbers.Of([1, 2], 1, 0), logits));
        Numbers.Close([MathF.Log(4)], Step.Run(new SparseCategoricalCrossentropy { FromLogits = true }.Call, Numbers.Of([1], 0), logits));
        // Large ones do not overflow: (1000, 0) is sure of the wrong class.
        Numbers.Close([1000], Step.Run(new CategoricalCrossentropy { FromLogits = true }.Call, Numbers.Of([1, 2], 0, 1), Numbers.Of([1, 2], 1000, 0)));
    }

    [Fact]
    public void The_gradient_of_cross_entropy_is_probability_minus_target()
    {
        Tensor<float> logits = Numbers.Of([1, 2], 0, MathF.Log(3));
        Numbers.Close([-0.75f, 0.75f], Step.Run(x => Gradients.Of(
            new SparseCategoricalCrossentropy { FromLogits = true }.Call(Ops.Constant(Numbers.Of([1], 0)), x), x)[0], logits));
        // Through a softmax that the model ends with, too.
        Numbers.Close([-0.75f, 0.75f], Step.Run(x => Gradients.Of(
            new CategoricalCrossentropy().Call(Ops.Constant(Numbers.Of([1, 2], 1, 0)), x.Softmax()), x)[0], logits));
    }

    [Fact]
    public void Label_smoothing_spreads_a_share_over_the_classes()
    {
        // Targets (1, 0) become 0.8·(1, 0) + 0.2/2 = (0.9, 0.1); probabilities 1/4 and 3/4.
        float expected = (0.9f * MathF.Log(4)) + (0.1f * MathF.Log(4 / 3f));
        var loss = new CategoricalCrossentropy { LabelSmoothing = 0.2f };
        Numbers.Close([expected], Step.Run(loss.Call, Numbers.Of([1, 2], 1, 0), Numbers.Of([1, 2], 0.25f, 0.75f)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossentropy { LabelSmoothing = 1.5f });
    }

    [Fact]
    public void Targets_without_a_last_axis_are_squeezed()
    {
        Assert.Equal([1f, 4], Step.Run(new MeanSquaredError().Call, Numbers.Of([2], 1, 2), Numbers.Of([2, 1], 2, 4)));
        var error = Assert.Throws<ShapeException>(() => new MeanSquaredError().Call(Ops.Input([3]), Ops.Input([3, 2])));
        Assert.Equal(
            """
            MeanSquaredError: the shapes do not fit.
              expected: targets of the output's shape (3, 2)
              got:      (3,)
            """, error.Message);
    }
}
