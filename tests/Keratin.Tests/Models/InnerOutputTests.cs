using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class InnerOutputTests
{
    [Fact]
    public void A_model_ends_within_a_sequential_one()
    {
        var whole = new Sequential { new Input(8, 8, 1), new Conv2D(3, 3, "relu") { Name = "conv" }, new Flatten(), new Dense(2) { Name = "end" } };
        var part = new Model(whole.Inputs, whole.GetLayer("conv").Output);
        Tensor<float> x = Numbers.Wave([2, 8, 8, 1]);
        Numbers.SameBits(whole.PredictLayer("conv", x).ToArray(), part.Predict(x).ToArray());
        var all = new Model(whole.Inputs, [.. whole.Layers.Select(layer => layer.Output)]);
        IReadOnlyList<Tensor<float>> outputs = all.PredictAll([x]);
        Assert.Equal([2, 6, 6, 3], outputs[0].Shape());
        Numbers.SameBits(whole.Predict(x).ToArray(), outputs[2].ToArray());
        // One more layer, and what was there before is another's no more.
        whole.Add(new Dense(1));
        Assert.Equal("(None, 1)", $"{whole.Output.Shape}");
    }

    [Fact]
    public void A_model_ends_within_a_functional_one_and_within_one_in_it()
    {
        var inner = new Sequential([new Input(4), new Dense(3) { Name = "inside" }], "inner");
        KerasTensor x = new Input(4);
        var model = new Model(x, new Dense(2).Apply(inner.Apply(x)));
        Tensor<float> rows = Numbers.Wave([2, 4]);
        Assert.Same(model.Outputs[0], model.Output);
        Assert.Same(x, model.Inputs[0]);
        Numbers.SameBits(inner.Predict(rows).ToArray(), new Model(inner.Inputs, inner.GetLayer("inside").Output).Predict(rows).ToArray());
    }

    [Fact]
    public void Who_has_no_output_says_why()
    {
        Assert.Contains("was not", Assert.Throws<InvalidOperationException>(() => new Dense(2).Output).Message, StringComparison.Ordinal);
        Assert.Contains("has not seen it", Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(2) }.Inputs).Message, StringComparison.Ordinal);
        Assert.Contains("class of its own", Assert.Throws<InvalidOperationException>(() => new Own().Outputs).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_has_each_name_once()
    {
        KerasTensor x = new Input(3);
        KerasTensor y = new Dense(2) { Name = "a" }.Apply(new Dense(2) { Name = "a" }.Apply(x));
        Assert.Contains("'a' 2 times", Assert.Throws<ArgumentException>(() => new Model(x, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_shows_ops_that_were_used_directly()
    {
        KerasTensor x = new Input(3) { Name = "x" };
        KerasTensor y = new Dense(3) { Name = "d" }.Apply(x);
        var text = new StringWriter();
        new Model(x, (x + y) * 2 + y).Summary(text);
        Assert.Contains("add (Add)", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("add_1 (Add)", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("multiply[0][0]", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_false_keeps_the_means_of_a_layer_that_is_trained()
    {
        KerasTensor x = new Input(2);
        var norm = new BatchNormalization();
        var model = new Model(x, new Dense(1).Apply(norm.Apply(x, training: false)));
        model.Compile("sgd", "mse");
        model.Fit(Numbers.Wave([8, 2]), Numbers.Wave([8, 1]), verbose: 0);
        Assert.Equal([0f, 0f], norm.NonTrainableWeights[0].Span.ToArray());
        Assert.NotEqual([1f, 1f], norm.TrainableWeights[0].Span.ToArray());
    }

    private sealed class Own : Model
    {
    }
}
