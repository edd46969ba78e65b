using Keratin.Layers;
using Keratin.Losses;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class AddLossTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([2, 2], 1, 2, 3, 4);

    // (1 + 4 + 9 + 16) / 4 = 7.5, times a half.
    [Fact]
    public void A_layer_may_add_the_mean_over_its_batch()
    {
        var model = new Sequential { new Input(2), new Small(0.5f) };
        model.Compile("sgd");
        Assert.Equal(3.75f, model.Fit(s_x, verbose: 0)["loss"][0]);
        Assert.Equal(s_x.ToArray(), model.Predict(s_x).ToArray());
        // Also inside of another layer, and once more for a batch of another size: (1 + 4) / 2, halved.
        var nested = new Sequential { new Input(2), new Pipeline(new Small(0.5f)) };
        nested.Compile("sgd");
        Assert.Equal(1.25f, nested.Fit(Numbers.Of([1, 2], 1, 2), verbose: 0)["loss"][0]);
    }

    // Keras' endpoint layers: targets are an input, the loss is the layer's.
    [Fact]
    public void A_layer_may_compute_a_loss_of_two_inputs()
    {
        KerasTensor x = new Input(2), y = new Input(2);
        var model = new Model([x, y], [new Endpoint().Apply(x, y)]);
        model.Compile("sgd");
        // Squares of 1, 0, 0, 3.
        Assert.Equal(2.5f, model.Fit([s_x, Numbers.Of([2, 2], 0, 2, 3, 1)], [], verbose: 0)["loss"][0]);
    }

    [Fact]
    public void A_model_of_one_s_own_may_too()
    {
        var model = new SmallModel();
        model.Compile("sgd", "mse");
        // The result equals the target.
        Assert.Equal(7.5f, model.Fit(s_x, s_x, verbose: 0)["loss"][0]);
    }

    [Fact]
    public void What_is_drawn_of_the_inside_may_too() => Assert.Single(new Small(1).Open([Ops.Input([Shape.Unknown, 2])]));

    // What would run later must not be described with a number that nobody knows.
    [Fact]
    public void A_mean_over_an_unknown_batch_is_refused_outside_of_layers()
    {
        KerasTensor x = new Input(2);
        Assert.Contains("the batch is unknown", Assert.Throws<ShapeException>(() => x.Mean()).Message, StringComparison.Ordinal);
        _ = new Small(1).Apply(x);
        Assert.Throws<ShapeException>(() => x.Mean([0]));
        Assert.Equal([Shape.Unknown], x.Mean([-1]).Shape);
    }

    private sealed class Small(float factor) : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training)
        {
            AddLoss(x.Square().Mean() * factor);
            return x;
        }
    }

    private sealed class Endpoint : Layer
    {
        protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
        {
            AddLoss(new MeanSquaredError().Compute(inputs[1], inputs[0]));
            return inputs[0];
        }
    }

    private sealed class SmallModel : Model
    {
        private readonly Rescaling _rescaling = new(1);

        protected override KerasTensor Call(KerasTensor x, bool training)
        {
            AddLoss(x.Square().Mean());
            return _rescaling.Apply(x);
        }
    }
}
