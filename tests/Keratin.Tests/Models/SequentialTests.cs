using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class SequentialTests
{
    [Fact]
    public void A_layer_added_after_a_prediction_takes_part_in_the_next()
    {
        var model = new Sequential { new Input(2), new Rescaling(2) };
        Assert.Equal([2f, 4], model.Predict(new float[,] { { 1, 2 } }).ToArray());
        model.Add(new Rescaling(10));
        Assert.Equal([20f, 40], model.Predict(new float[,] { { 1, 2 } }).ToArray());
    }

    [Fact]
    public void A_layer_taken_away_after_a_prediction_takes_no_part_in_the_next()
    {
        var model = new Sequential { new Input(2), new Rescaling(2), new Rescaling(10) };
        Assert.Equal([20f, 40], model.Predict(new float[,] { { 1, 2 } }).ToArray());
        Assert.Equal(10, Assert.IsType<Rescaling>(model.Pop()).Scale.Number);
        Assert.Equal([2f, 4], model.Predict(new float[,] { { 1, 2 } }).ToArray());
    }

    // The popped layer has no weights, so the trained weights do not show that the plans are old.
    [Fact]
    public void A_layer_taken_away_after_an_evaluation_takes_no_part_in_the_next()
    {
        var model = new Sequential { new Input(2), new Rescaling(2), new Rescaling(10) };
        model.Compile("sgd", "mse");
        Assert.Equal(400, model.Evaluate(new float[,] { { 1, 1 } }, new float[,] { { 0, 0 } }, verbose: 0).Loss);
        model.Pop();
        Assert.Equal(4, model.Evaluate(new float[,] { { 1, 1 } }, new float[,] { { 0, 0 } }, verbose: 0).Loss);
    }

    [Fact]
    public void Without_an_input_in_front_layers_may_still_come_and_go_after_a_prediction()
    {
        var model = new Sequential { new Rescaling(2) };
        Assert.Equal([2f, 4], model.Predict(new float[,] { { 1, 2 } }).ToArray());
        model.Add(new Dense(3));
        Assert.Equal(3, model.Predict(new float[,] { { 1, 2 } }).ToArray().Length);
        Assert.Equal([3], model.OutputShape![1..]);
        model.Pop();
        Assert.Equal([2f, 4], model.Predict(new float[,] { { 1, 2 } }).ToArray());
        Assert.Empty(model.Weights);
    }

    [Fact]
    public void With_an_input_in_front_the_weights_exist_at_once()
    {
        var model = new Sequential { new Input(3), new Dense(2) };
        Assert.True(model.IsBuilt);
        Assert.Equal([[3, 2], [2]], model.Weights.Select(weight => weight.Shape));
        Assert.Equal([Shape.Unknown, 2], model.OutputShape!);
        Assert.Equal(8, model.CountParams());
        Assert.False(new Sequential { new Dense(2) }.IsBuilt);
    }

    [Fact]
    public void Weights_are_named_after_model_and_layer()
    {
        var model = new Sequential([new Input(3), new Dense(2) { Name = "scores" }], "net");
        Assert.Equal(["net/scores/kernel", "net/scores/bias"], model.Weights.Select(weight => weight.Path));
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_refused_when_it_is_added_and_leaves_the_model_usable()
    {
        var model = new Sequential { new Input(3), new Rescaling(2) };
        Assert.Throws<ShapeException>(() => model.Add(new Conv2D(2, 3)));
        Assert.Single(model.Layers);
        Assert.Equal([2f, 4, 6], model.Predict(new float[,] { { 1, 2, 3 } }).ToArray());
    }

    [Fact]
    public void Names_are_unique_and_an_input_stands_in_front_only()
    {
        var model = new Sequential([new Dense(2) { Name = "d" }], "net");
        var twice = Assert.Throws<ArgumentException>(() => model.Add(new Dense(2) { Name = "d" }));
        Assert.StartsWith("Sequential 'net': expected layers of different names; got 'd' twice.", twice.Message);
        var late = Assert.Throws<ArgumentException>(() => model.Add(new Input(2) { Name = "x" }));
        Assert.StartsWith("Sequential 'net': expected an Input as the first entry only; got a second one, 'x'.", late.Message);
    }

    [Fact]
    public void An_empty_list_says_so()
    {
        var model = new Sequential([], "net");
        Assert.Equal("Sequential 'net': expected at least one layer; got none.", Assert.Throws<InvalidOperationException>(model.Pop).Message);
        Assert.Equal(
            "Sequential 'net': expected at least one layer; got none.",
            Assert.Throws<InvalidOperationException>(() => model.Predict(new float[,] { { 1 } })).Message);
    }

    [Fact]
    public void A_layer_is_found_by_its_name()
    {
        var dense = new Dense(2) { Name = "d" };
        var model = new Sequential([dense, new Flatten { Name = "f" }], "net");
        Assert.Same(dense, model.GetLayer("d"));
        var error = Assert.Throws<ArgumentException>(() => model.GetLayer("e"));
        Assert.StartsWith("Sequential 'net': expected one of d, f; got 'e'.", error.Message);
    }
}
