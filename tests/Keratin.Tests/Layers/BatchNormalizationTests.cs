using Keratin.Graph.Transforms;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class BatchNormalizationTests
{
    // Means 2 and 12, biased variances 1 and 4: with epsilon 0 the normalized values are ±1.
    private static readonly Tensor<float> s_x = Numbers.Of([2, 2], 1, 10, 3, 14);

    [Fact]
    public void In_training_the_batch_decides_and_the_moving_averages_follow()
    {
        BatchNormalization layer = Make();
        // 2·(∓1) + 0.5 and 3·(∓1) + 1.
        Assert.Equal([-1.5f, -2, 2.5f, 4], Step.Run(layer.Apply, s_x, training: true));
        // mean 0.9·0 + 0.1·(2, 12), variance 0.9·1 + 0.1·(1, 4).
        Numbers.Close([0.2f, 1.2f], Weight(layer, "moving_mean"));
        Numbers.Close([1, 1.3f], Weight(layer, "moving_variance"));
        // Again: 0.9·0.2 + 0.2, 0.9·1.2 + 1.2; 0.9·1 + 0.1, 0.9·1.3 + 0.4.
        Step.Run(layer.Apply, s_x, training: true);
        Numbers.Close([0.38f, 2.28f], Weight(layer, "moving_mean"));
        Numbers.Close([1, 1.57f], Weight(layer, "moving_variance"));
    }

    [Fact]
    public void Else_the_moving_averages_decide_and_stay()
    {
        BatchNormalization layer = Make();
        layer.Weights.Single(weight => weight.Name == "moving_mean").Assign([1, 2]);
        layer.Weights.Single(weight => weight.Name == "moving_variance").Assign([4, 16]);
        // 2·(x-1)/2 + 0.5, 3·(x-2)/4 + 1.
        Assert.Equal([0.5f, 7, 2.5f, 10], Step.Run(layer.Apply, s_x));
        Assert.Equal([1f, 2], Weight(layer, "moving_mean"));
        Assert.Equal([4f, 16], Weight(layer, "moving_variance"));
    }

    [Fact]
    public void Frozen_it_uses_the_moving_averages_in_training_too()
    {
        BatchNormalization layer = Make();
        layer.Trainable = false;
        Assert.Equal([2.5f, 31, 6.5f, 43], Step.Run(layer.Apply, s_x, training: true)); // 2x + 0.5, 3x + 1
        Assert.Equal([0f, 0], Weight(layer, "moving_mean"));
        Assert.Equal([1f, 1], Weight(layer, "moving_variance"));
    }

    [Fact]
    public void Gradients_go_through_mean_and_variance()
    {
        // x = (0, 0, 2, 2): x̂ = (-1, -1, 1, 1), σ = 1. With dL/dy = c = (1, 2, 3, 8): Σc = 14, Σc·x̂ = 8.
        var layer = new BatchNormalization { Epsilon = 0 };
        Tensor<float> x = Numbers.Of([4, 1], 0, 0, 2, 2), c = Numbers.Of([4, 1], 1, 2, 3, 8);
        layer.EnsureBuilt([Shape.Unknown, 1]);
        float[][] gradients = Step.RunAll(
            inputs => Gradients.Of(layer.Apply(inputs[0]) * inputs[1], inputs[0], layer.Weights[0], layer.Weights[1]), [x, c], training: true);
        Numbers.Close([-0.5f, 0.5f, -2.5f, 2.5f], gradients[0]); // (4c - 14 - 8x̂)/4
        Numbers.Close([8], gradients[1]);
        Numbers.Close([14], gradients[2]);
    }

    [Fact]
    public void Another_axis_than_the_last()
    {
        // Channels along axis 1: (0, 2) and (10, 14), means 1 and 12, deviations 1 and 2.
        var layer = new BatchNormalization { Axis = 1, Epsilon = 0 };
        Assert.Equal([-1f, 1, -1, 1], Step.Run(layer.Apply, Numbers.Of([1, 2, 2], 0, 2, 10, 14), training: true));
        Assert.Equal([2], layer.Weights[0].Shape);
    }

    [Fact]
    public void Defaults_are_those_of_keras()
    {
        var layer = new BatchNormalization();
        Assert.Equal((0.99f, 1e-3f, -1, true, true), (layer.Momentum, layer.Epsilon, layer.Axis, layer.Center, layer.Scale));
        layer.EnsureBuilt([Shape.Unknown, 3]);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance"], layer.Weights.Select(weight => weight.Name));
        Assert.Equal([1f, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1], layer.Weights.SelectMany(weight => weight.Span.ToArray()));
        Assert.Equal(2, layer.TrainableWeights.Count);
    }

    [Fact]
    public void Refuses_the_axis_of_the_batch()
    {
        var error = Assert.Throws<ShapeException>(() => new BatchNormalization { Name = "b", Axis = 0 }.Apply(new Input(3)));
        Assert.Equal(
            """
            BatchNormalization 'b': the shapes do not fit.
              expected: a known length at axis 0, which is not the batch
              got:      (None, 3)
            """, error.Message);
    }

    private static BatchNormalization Make()
    {
        var layer = new BatchNormalization { Epsilon = 0, Momentum = 0.9f };
        layer.EnsureBuilt([Shape.Unknown, 2]);
        layer.Weights[0].Assign([2, 3]);
        layer.Weights[1].Assign([0.5f, 1]);
        return layer;
    }

    private static float[] Weight(BatchNormalization layer, string name) => layer.Weights.Single(weight => weight.Name == name).Span.ToArray();
}
