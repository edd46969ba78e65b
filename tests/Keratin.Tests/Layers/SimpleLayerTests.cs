using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class SimpleLayerTests
{
    [Fact]
    public void Add_sums_its_inputs()
    {
        float[][] y = Step.RunAll(x => [new Add().Apply(x)], [Numbers.Of([1, 2], 1, 2), Numbers.Of([1, 2], 10, 20), Numbers.Of([1, 2], 100, 200)]);
        Assert.Equal([111f, 222], y[0]);
        Assert.Equal([1f, 2], Step.Run(new Add().Apply, Numbers.Of([1, 2], 1, 2)));
    }

    [Fact]
    public void Concatenate_joins_along_an_axis()
    {
        Tensor<float> left = Numbers.Of([2, 1], 1, 2), right = Numbers.Of([2, 2], 3, 4, 5, 6);
        Assert.Equal([1f, 3, 4, 2, 5, 6], Step.Run((x, y) => new Concatenate().Apply(x, y), left, right));
        Assert.Throws<ShapeException>(() => new Concatenate(1).Apply(new Input(2, 3), new Input(2, 4)));
    }

    [Fact]
    public void Rescaling_multiplies_then_adds()
    {
        Assert.Equal([-1f, 0, 1], Step.Run(new Rescaling(0.5f, -1).Apply, Numbers.Of([1, 3], 0, 2, 4)));
    }

    [Fact]
    public void Activation_applies_it()
    {
        Assert.Equal([0f, 0, 2], Step.Run(new Activation("relu").Apply, Numbers.Of([1, 3], -1, 0, 2)));
        Assert.Equal([0f, 0, 2], Step.Run(new ReLU().Apply, Numbers.Of([1, 3], -1, 0, 2)));
        Assert.Throws<ArgumentException>(() => new Activation("rely"));
    }

    [Fact]
    public void Relu_has_the_extras_of_keras()
    {
        // Below the threshold 1: 0.5·(x - 1); from it on x, at most 3.
        var layer = new ReLU { NegativeSlope = 0.5f, Threshold = 1, MaxValue = 3 };
        Assert.Equal([-1.5f, -0.25f, 0, 2, 3], Step.Run(layer.Apply, Numbers.Of([1, 5], -2, 0.5f, 1, 2, 4)));
        Assert.Equal([0f, 4, 6], Step.Run(new ReLU { MaxValue = 6 }.Apply, Numbers.Of([1, 3], -1, 4, 9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU { MaxValue = -1 }.Apply(new Input(2)));
    }

    [Fact]
    public void Softmax_adds_up_to_1_along_its_axis()
    {
        // e^0 : e^ln3 = 1 : 3.
        float ln3 = MathF.Log(3);
        Numbers.Close([0.25f, 0.75f], Step.Run(new Softmax().Apply, Numbers.Of([1, 2], 0, ln3)));
        Numbers.Close([0.25f, 0.5f, 0.75f, 0.5f], Step.Run(new Softmax(1).Apply, Numbers.Of([1, 2, 2], 0, 0, ln3, 0)));
        // Large logits do not overflow.
        Numbers.Close([0.5f, 0.5f], Step.Run(new Softmax().Apply, Numbers.Of([1, 2], 1000, 1000)));
    }

    [Fact]
    public void An_input_says_what_a_sample_looks_like()
    {
        var input = new Input(28, 28, 1) { Name = "pixels" };
        Assert.Equal([Shape.Unknown, 28, 28, 1], input.BatchShape);
        Assert.Equal([8, 4], Input.WithBatch([8, 4]).Tensor.Shape);
        Assert.Equal(
            """{"name":"pixels","dtype":"float32","batch_shape":[null,28,28,1],"sparse":false,"ragged":false,"optional":false}""",
            input.Config.ToJsonString());
        Assert.Equal(input.Config.ToJsonString(), Input.FromConfig(input.Config).Config.ToJsonString());
        // What a file says of the numbers stays as it was.
        const string Words = """{"name":"words","dtype":"int32","batch_shape":[null,7],"sparse":true,"ragged":false,"optional":true}""";
        Input words = Input.FromConfig((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(Words)!);
        Assert.Equal(Words, words.Config.ToJsonString());
        Assert.True(words.Optional);
    }

    [Fact]
    public void A_layer_of_ones_own_takes_in_the_layers_it_uses()
    {
        var twice = new Twice { Name = "twice" };
        Assert.Equal([Shape.Unknown, 3], twice.Apply(new Input(2)).Shape);
        Assert.Equal(2, twice.Sublayers.Count);
        Assert.Equal(5, twice.Weights.Count);
        Assert.Equal("scale", twice.Weights[0].Name);
        twice.Trainable = false;
        Assert.Empty(twice.TrainableWeights);
    }

    [Fact]
    public void A_layer_that_takes_one_input_refuses_two()
    {
        var error = Assert.Throws<ShapeException>(() => new Dense(2) { Name = "d" }.Apply(new Input(2), new Input(2)));
        Assert.Equal(
            """
            Dense 'd': the shapes do not fit.
              expected: one input
              got:      2 inputs
            """, error.Message);
    }

    private sealed class Twice : Layer
    {
        private readonly Dense _first = new(4), _second = new(3);
        private Variable? _scale;

        protected override void Build(Shape input) => _scale = AddWeight("scale", [1], new Keratin.Initializers.Ones());

        protected override KerasTensor Call(KerasTensor x, bool training) => _second.Apply(_first.Apply(x)) * _scale!;
    }
}
