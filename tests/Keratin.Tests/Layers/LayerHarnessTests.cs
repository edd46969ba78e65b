using System.Text.Json.Nodes;
using Keratin.Graph.Transforms;
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
        // An input is where a model begins and has no input of its own; a Lambda has no configuration; the last is an older name of another.
        string[] exceptions = ["InputLayer", "Lambda", "ThresholdedReLU", .. LayerTable.Aliases.Keys];
        string[] missing = [.. LayerTable.FromConfig.Keys.Except(LayerSamples.All.Select(sample => sample.Make().ClassName)).Except(exceptions)];
        Assert.True(missing.Length == 0, $"{string.Join(", ", missing)}: add a line to LayerSamples.");
    }

    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void Its_output_has_the_shape_it_says(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = ModelOf(layer, inputs);
        IReadOnlyList<Tensor<float>> outputs = model.PredictAll([.. Samples(inputs)]);
        Assert.Equal(layer.OutputShapes.Select(shape => shape.With(0, Batch)), outputs.Select(output => output.Shape()));
        Assert.Equal([.. inputs.Select(input => new[] { Shape.Unknown }.Concat(input).ToArray())], layer.InputShapes.Select(shape => shape.ToArray()));
        Assert.All(outputs.SelectMany(output => output.ToArray()), number => Assert.True(float.IsFinite(number)));
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
        Numbers.SameBits(All(one.PredictAll([.. x])), All(other.PredictAll([.. x])));
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

    // Along one direction through all inputs and weights together: what the gradients say, and what the loss does a little to both sides.
    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void Its_gradients_are_those_of_finite_differences(string title)
    {
        const float Step = 1f / 256;
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = ModelOf(layer, inputs);
        IReadOnlyList<Variable> weights = layer.TrainableWeights;
        var function = new TracedFunction(x =>
        {
            KerasTensor loss = model.ApplyAll(x).Select((y, i) => (y * Ops.Constant(Numbers.Wave(y.Shape, phase: 50 + i))).Sum()).Aggregate((sum, y) => sum + y);
            return [loss, .. Gradients.Of(loss, [.. x, .. weights.Select(weight => weight.ToKerasTensor())])];
        });
        // Where the loss has a kink, as a ReLU has at 0, steps of different length disagree: then another point is asked.
        int smooth = 0;
        for (int point = 0; point < 6; point++)
        {
            float[][] from = [.. inputs.Select((shape, i) => Numbers.Wave([Batch, .. shape], phase: (10 * i) + point + 0.37f).ToArray()), .. weights.Select(weight => weight.Span.ToArray())];
            float[][] direction = [.. from.Select((numbers, i) => Numbers.Wave([numbers.Length], phase: 20 + (3 * i)).ToArray())];
            IReadOnlyList<Tensor<float>> here = CallAt(0);
            float[][] products = [.. direction.Select((d, i) => here[1 + i].ToArray().Zip(d, (gradient, by) => gradient * by).ToArray())];
            double slope = products.Sum(list => list.Sum(number => (double)number)), scale = Math.Max(1, products.Sum(list => list.Sum(number => Math.Abs((double)number))));
            double wide = Difference(Step), narrow = Difference(Step / 2);
            CallAt(0);
            if (Math.Abs(wide - narrow) > 0.003 * scale)
                continue;
            smooth++;
            Assert.True(Math.Abs(slope - narrow) <= 0.01 * scale, $"gradients: {slope:R}; finite differences: {narrow:R}.");

            double Difference(float step) => (CallAt(step)[0].ToArray()[0] - CallAt(-step)[0].ToArray()[0]) / (2 * step);

            IReadOnlyList<Tensor<float>> CallAt(float distance)
            {
                float[][] moved = [.. from.Select((numbers, i) => numbers.Zip(direction[i], (x, d) => x + (distance * d)).ToArray())];
                for (int i = 0; i < weights.Count; i++)
                    weights[i].Assign(moved[inputs.Length + i]);
                return function.Call([.. inputs.Select((shape, i) => moved[i].ToTensor([Batch, .. shape]))]);
            }
        }
        Assert.True(smooth > 0, "expected a point where the loss is smooth; found none of six.");
    }

    private static float[] All(IReadOnlyList<Tensor<float>> outputs) => [.. outputs.SelectMany(output => output.ToArray())];

    internal static Model ModelOf(Layer layer, Shape[] inputs)
    {
        KerasTensor[] x = [.. inputs.Select(shape => new Input(shape.AsSpan()).Tensor)];
        return new Model(x, [.. layer.ApplyAll(x)]);
    }

    internal static Tensor<float>[] Samples(Shape[] inputs) => [.. inputs.Select((shape, i) => Numbers.Wave([Batch, .. shape], phase: 10 * i))];

    internal static float Train(Model model, Layer layer, Shape[] inputs)
    {
        model.Compile("sgd", "mse");
        Keratin.Data.Samples[] targets = [.. layer.OutputShapes.Select(shape => (Keratin.Data.Samples)Numbers.Wave(shape.With(0, Batch), phase: 77))];
        return model.Fit([.. Samples(inputs)], targets, batchSize: 3, verbose: 0, shuffle: false)["loss"][0];
    }
}
