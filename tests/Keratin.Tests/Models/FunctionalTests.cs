using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class FunctionalTests
{
    [Fact]
    public void A_shared_layer_has_its_weights_once_and_learns_from_both_uses()
    {
        // ŷ = w·a + w·b with w = 1: for a = 2, b = 3, y = 0 the loss is 25 and dL/dw = 2·5·(2 + 3) = 50; rate 0.01 brings w to 0.5.
        var shared = new Dense(1) { UseBias = false, KernelInitializer = new Ones() };
        KerasTensor a = new Input(1), b = new Input(1);
        var model = new Model([a, b], [new Add().Apply(shared.Apply(a), shared.Apply(b))]);
        Assert.Single(model.Weights);
        model.Compile(new Keratin.Optimizers.SGD(0.01f), "mse");
        var history = model.Fit([new float[,] { { 2 } }, new float[,] { { 3 } }], new float[,] { { 0 } }, verbose: 0);
        Assert.Equal([25f], history["loss"]);
        Numbers.Close([0.5f], model.Weights[0].Span);
    }

    [Fact]
    public void Ops_may_be_used_directly()
    {
        KerasTensor x = new Input(2);
        KerasTensor y = new Rescaling(10).Apply((x * 2) + 1);
        var model = new Model(x, (y - x).Relu());
        // 10·(2x + 1) - x = 19x + 10: for -1 it is -9, cut to 0.
        Assert.Equal([0f, 48], model.Predict(new float[,] { { -1, 2 } }).ToArray());
    }

    [Fact]
    public void An_op_may_join_variables_of_a_layer()
    {
        var dense = new Dense(2) { UseBias = false, KernelInitializer = new Ones() };
        KerasTensor x = new Input(2);
        KerasTensor y = dense.Apply(x);
        var model = new Model(x, y * dense.Weights[0].Span[0]);
        Assert.Equal([3f, 3], model.Predict(new float[,] { { 1, 2 } }).ToArray());
    }

    [Fact]
    public void A_model_may_have_several_inputs_and_outputs()
    {
        KerasTensor a = new Input(1), b = new Input(2);
        KerasTensor joined = new Concatenate().Apply(a, b);
        var model = new Model([a, b], [joined, new Rescaling(2).Apply(b)]);
        IReadOnlyList<Tensor<float>> outputs = model.PredictAll([new float[,] { { 1 }, { 4 } }, new float[,] { { 2, 3 }, { 5, 6 } }], batchSize: 1);
        Assert.Equal([1f, 2, 3, 4, 5, 6], outputs[0].ToArray());
        Assert.Equal([4f, 6, 10, 12], outputs[1].ToArray());
        Assert.Equal([2, 3], outputs[0].Shape());
    }

    [Fact]
    public void A_model_may_be_a_layer_of_another()
    {
        var inner = new Sequential([new Input(2), new Dense(3, "relu")], "inner");
        KerasTensor x = new Input(2);
        var outer = new Model(x, new Dense(1) { Name = "last" }.Apply(inner.Apply(x)), "outer");
        Assert.Equal(
            ["outer/inner/dense/kernel", "outer/inner/dense/bias", "outer/last/kernel", "outer/last/bias"],
            outer.Weights.Select(weight => System.Text.RegularExpressions.Regex.Replace(weight.Path, @"dense_\d+", "dense")));
        outer.Compile("sgd", "mse");
        float[] before = inner.Weights[0].Span.ToArray();
        outer.Fit(Numbers.Wave([8, 2]), Numbers.Wave([8, 1]), verbose: 0);
        Assert.NotEqual(before, inner.Weights[0].Span.ToArray());
    }

    [Fact]
    public void A_nested_model_in_a_list_predicts_as_its_layers_do()
    {
        var dense = new Dense(3, "tanh");
        var inner = new Sequential { new Input(2), dense };
        var outer = new Sequential { new Input(2), inner, new Rescaling(2) };
        float[] once = inner.Predict(SmallPair).ToArray();
        Numbers.SameBits([.. once.Select(value => 2 * value)], outer.Predict(SmallPair).ToArray());
        Assert.Equal(2, outer.Weights.Count);
    }

    [Fact]
    public void A_frozen_inner_model_normalizes_as_in_prediction_while_the_outer_is_trained()
    {
        var inner = new Sequential { new Input(2), new BatchNormalization() };
        KerasTensor x = new Input(2);
        var outer = new Model(x, new Dense(1).Apply(inner.Apply(x)));
        inner.Trainable = false;
        outer.Compile("sgd", "mse");
        outer.Fit(Numbers.Wave([8, 2]), Numbers.Wave([8, 1]), verbose: 0);
        // Gamma and beta stay, and so do the moving mean 0 and variance 1.
        Assert.Equal([1f, 1, 0, 0, 0, 0, 1, 1], inner.GetWeights().SelectMany(weight => weight.ToArray()));
    }

    [Fact]
    public void An_output_that_needs_another_input_is_refused()
    {
        KerasTensor a = new Input(1) { Name = "a" }, b = new Input(1) { Name = "b" };
        var error = Assert.Throws<ArgumentException>(() => new Model(a, new Add().Apply(a, b)));
        Assert.Equal("Model: expected outputs that depend on the given inputs only; got one that depends on Input (None, 1) too.", error.Message);
        error = Assert.Throws<ArgumentException>(() => new Model((KerasTensor)new Input(1) * 2, a));
        Assert.Equal("Model: expected inputs made by new Input(…); got Multiply (None, 1).", error.Message);
        error = Assert.Throws<ArgumentException>(() => new Model([a, a], [a]));
        Assert.Equal("Model: expected each input once; got one twice.", error.Message);
    }

    // Keras sorts by depth, the longest way to an output, and layers of one depth by the first visit from the outputs.
    [Fact]
    public void Layers_stand_in_the_order_of_keras()
    {
        Layer left = new Rescaling(1) { Name = "left" }, right = new Rescaling(1) { Name = "right" }, long1 = new Rescaling(1) { Name = "long" };
        var input = new Input(2) { Name = "x" };
        KerasTensor x = input;
        KerasTensor y = new Add { Name = "sum" }.Apply(right.Apply(long1.Apply(x)), left.Apply(x));
        Assert.Equal(["x", "long", "right", "left", "sum"], new Model(x, y).Layers.Select(layer => layer.Name));
    }

    private static Tensor<float> SmallPair => Numbers.Wave([5, 2]);
}
