using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

// What holds for every layer, as in Keras' run_layer_test. Alone, because the seed that makes a failure come again is the whole process's.
[Collection(nameof(Alone))]
public class LayerHarnessTests
{
    public LayerHarnessTests() => Utils.SetRandomSeed(1);

    private const int Batch = 5;

    [Fact]
    public void Each_layer_of_the_table_has_a_sample()
    {
        // An input is where a model begins and has no input of its own.
        string[] missing = [.. LayerTable.FromConfig.Keys.Except(LayerTable.Aliases.Keys).Except(LayerSamples.All.Select(sample => sample.Make().ClassName)).Except(["InputLayer"])];
        Assert.True(missing.Length == 0, $"{string.Join(", ", missing)}: add a line to LayerSamples.");
    }

    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void Its_output_has_the_shape_it_says(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = ModelOf(layer, inputs);
        Tensor<float> output = model.PredictAll([.. Samples(inputs)])[0];
        Assert.Equal(layer.OutputShape!.With(0, Batch), output.Shape());
        Assert.Equal([.. inputs.Select(input => new[] { Shape.Unknown }.Concat(input).ToArray())], layer.InputShapes.Select(shape => shape.ToArray()));
        Assert.All(output.ToArray(), number => Assert.True(float.IsFinite(number)));
        Assert.True(layer.IsBuilt);
    }

    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void Its_configuration_makes_it_again(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        layer.Name = "again";
        string text = layer.Config.ToJsonString();
        Layer copy = LayerTable.FromConfig[layer.ClassName]((JsonObject)JsonNode.Parse(text)!);
        Assert.Equal(text, copy.Config.ToJsonString());

        // The copy does the same with the same weights.
        Model one = ModelOf(layer, inputs), other = ModelOf(copy, inputs);
        copy.SetWeights(layer.GetWeights());
        Tensor<float>[] x = Samples(inputs);
        Numbers.SameBits(one.PredictAll([.. x])[0].ToArray(), other.PredictAll([.. x])[0].ToArray());
    }

    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void A_step_of_training_changes_its_trainable_weights(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = ModelOf(layer, inputs);
        float[][] before = [.. layer.TrainableWeights.Select(weight => weight.Span.ToArray())];
        Assert.Equal(layer.Weights.Count, layer.TrainableWeights.Count + layer.NonTrainableWeights.Count);
        float loss = Train(model, layer, inputs);
        Assert.True(float.IsFinite(loss));
        for (int i = 0; i < before.Length; i++)
            Assert.NotEqual(before[i], layer.TrainableWeights[i].Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void Frozen_it_stays_as_it_is(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = ModelOf(layer, inputs);
        layer.Trainable = false;
        float[][] before = [.. layer.Weights.Select(weight => weight.Span.ToArray())];
        Train(model, layer, inputs);
        Assert.Empty(layer.TrainableWeights);
        Assert.Equal(before, layer.Weights.Select(weight => weight.Span.ToArray()));
    }

    internal static Model ModelOf(Layer layer, Shape[] inputs)
    {
        KerasTensor[] x = [.. inputs.Select(shape => new Input(shape.AsSpan()).Tensor)];
        return new Model(x, [layer.Apply(x)]);
    }

    internal static Tensor<float>[] Samples(Shape[] inputs) => [.. inputs.Select((shape, i) => Numbers.Wave([Batch, .. shape], phase: 10 * i))];

    internal static float Train(Model model, Layer layer, Shape[] inputs)
    {
        model.Compile("sgd", "mse");
        return model.Fit([.. Samples(inputs)], Numbers.Wave(layer.OutputShape!.With(0, Batch), phase: 77), batchSize: 3, verbose: 0, shuffle: false)["loss"][0];
    }
}
