using Keratin.Callbacks;
using Keratin.Graph.Transforms;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Models;

public class SeveralOutputsTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([2, 1], 1, 2);

    // Two slopes a and b of the same x: a = 1, b = 2.
    private static Model Slopes(out Dense a, out Dense b)
    {
        KerasTensor x = new Input(1);
        a = new Dense(1) { Name = "a", UseBias = false, KernelInitializer = new Constant(1) };
        b = new Dense(1) { Name = "b", UseBias = false, KernelInitializer = new Constant(2) };
        return new Model([x], [a.Apply(x), b.Apply(x)]);
    }

    [Fact]
    public void One_step_by_hand()
    {
        // Targets 3x and 5x. a: residuals -2, -4, mse 10, gradient -10. b: residuals -3, -6, mae 4.5, gradient -(1 + 2)/2 = -1.5.
        Model model = Slopes(out Dense a, out Dense b);
        model.Compile(new SGD(0.1f), ["mse", new AbsoluteError()], [["mse"], null], lossWeights: [0.5f, 2]);
        History history = model.Fit([s_x], [Numbers.Of([2, 1], 3, 6), Numbers.Of([2, 1], 5, 10)], verbose: 0);
        Assert.Equal(["a_loss", "a_mse", "b_loss", "loss"], history.Keys);
        Assert.Equal([10f], history["a_loss"]);
        Assert.Equal([10f], history["a_mse"]);
        Assert.Equal([4.5f], history["b_loss"]);
        Assert.Equal([0.5f * 10 + 2 * 4.5f], history["loss"]);
        // Between the sum and the first metric stand the outputs' own losses. Slopes are 1.5 and 2.3 now: a's residuals -1.5, -3.
        var (_, metric) = model.Evaluate([s_x], [Numbers.Of([2, 1], 3, 6), Numbers.Of([2, 1], 5, 10)], verbose: 0);
        Numbers.Close([(2.25f + 9) / 2], [metric]);
        Assert.Equal(history.Keys.Order(), model.Evaluate([s_x], [Numbers.Of([2, 1], 3, 6), Numbers.Of([2, 1], 5, 10)], verbose: 0).Select(pair => pair.Key).Order());
        Numbers.Close([1 + (0.1f * 0.5f * 10)], a.Weights[0].Span);
        Numbers.Close([2 + (0.1f * 2 * 1.5f)], b.Weights[0].Span);
    }

    [Fact]
    public void By_name_and_an_output_without_a_loss_is_not_trained()
    {
        Model model = Slopes(out Dense a, out Dense b);
        Assert.Equal(["a", "b"], model.OutputNames);
        model.Compile(
            new SGD(0.1f), new Dictionary<string, Loss> { ["b"] = "mse" }, new Dictionary<string, IReadOnlyList<MetricSpec>> { ["b"] = ["mse"] });
        // Only b wants targets, 5x: residuals -3, -6, mse 22.5, gradient -(3 + 12) = -15.
        Evaluation before = model.Evaluate([s_x], [Numbers.Of([2, 1], 5, 10)], verbose: 0);
        Assert.Equal("loss: 22.5000 - b_mse: 22.5000", before.ToString());
        model.Fit([s_x], [Numbers.Of([2, 1], 5, 10)], verbose: 0);
        Assert.Equal([1f], a.Weights[0].Span.ToArray());
        Numbers.Close([3.5f], b.Weights[0].Span);
        var unknown = Assert.Throws<ArgumentException>(() => model.Compile("sgd", new Dictionary<string, Loss> { ["c"] = "mse" }));
        Assert.Contains("a, b", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_loss_goes_for_all_outputs()
    {
        Model model = Slopes(out _, out _);
        model.Compile("sgd", "mse", ["mse"]);
        Evaluation result = model.Evaluate([s_x], [Numbers.Of([2, 1], 3, 6), Numbers.Of([2, 1], 5, 10)], verbose: 0);
        Assert.Equal("loss: 32.5000 - a_loss: 10.0000 - b_loss: 22.5000 - a_mse: 10.0000 - b_mse: 22.5000", result.ToString());
    }

    [Fact]
    public void Lists_of_another_length_are_refused()
    {
        Model model = Slopes(out _, out _);
        var losses = Assert.Throws<ArgumentException>(() => model.Compile("sgd", ["mse", "mse", "mse"]));
        Assert.Contains("expected as many losses as outputs, 2; got 3", losses.Message, StringComparison.Ordinal);
        model.Compile("sgd", "mse");
        var targets = Assert.Throws<ArgumentException>(() => model.Fit([s_x], [s_x, s_x, s_x], verbose: 0));
        Assert.Contains("expected targets for each of the outputs, 2; got 3", targets.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_may_have_several_results_in_a_functional_model()
    {
        KerasTensor x = new Input(4);
        var split = new Halves();
        IReadOnlyList<KerasTensor> halves = split.ApplyAll(x);
        Assert.Equal(2, halves.Count);
        Assert.Equal("(None, 2)", halves[1].Shape.ToString());
        var model = new Model(x, new Add().Apply(new Dense(3).Apply(halves[1]), new Dense(3).Apply(halves[0])));
        Assert.Equal([split], model.Layers.OfType<Halves>());
        Tensor<float> y = model.Predict(Numbers.Wave([5, 4]));
        Assert.Equal("(5, 3)", y.Shape().ToString());
        var refused = Assert.Throws<InvalidOperationException>(() => split.Apply(x));
        Assert.Contains("ApplyAll", refused.Message, StringComparison.Ordinal);

        // A model with several outputs is such a layer too.
        KerasTensor z = new Input(4);
        var inner = new Model([z], [.. new Halves().ApplyAll(z)]);
        KerasTensor u = new Input(4);
        IReadOnlyList<KerasTensor> parts = inner.ApplyAll(u);
        var outer = new Model(u, parts[0] - parts[1]);
        Assert.Equal([-2f, -2], outer.Predict(Numbers.Of([1, 4], 1, 2, 3, 4)).ToArray());
        Assert.Contains("[(None, 2),", Summary(outer), StringComparison.Ordinal);
    }

    [Fact]
    public void Such_a_model_comes_back_from_a_file()
    {
        KerasTensor x = new Input(4);
        IReadOnlyList<KerasTensor> halves = new Halves().ApplyAll(x);
        var model = new Model([x], [new Dense(3) { Name = "a" }.Apply(halves[1]), new Dense(2) { Name = "b" }.Apply(halves[0])]);
        model.Compile("adam", ["mse", null], [["mse"], []], lossWeights: [0.5f, 1], weightedMetrics: [["mse"], []]);
        byte[] file = SampleModels.Saved(model);
        Model loaded = SampleModels.Loaded(file, Assert.Fail, new() { ["Halves"] = Halves.FromConfig });
        Assert.Equal(2, loaded.Losses.Count);
        Assert.Null(loaded.Losses[1]);
        Assert.Equal([0.5f, 1], loaded.Settings!.LossWeights!);
        Assert.Equal("mse", loaded.Settings.Metrics[0][0].Name);
        Assert.Equal("mse", loaded.Settings.WeightedMetrics[0][0].Name);
        Tensor<float> samples = Numbers.Wave([5, 4]);
        Assert.Equal(model.PredictAll([samples]).Select(y => y.ToArray()), loaded.PredictAll([samples]).Select(y => y.ToArray()));
    }

    private static string Summary(Model model)
    {
        var text = new StringWriter();
        model.Summary(text);
        return text.ToString();
    }

    private sealed class AbsoluteError : Loss
    {
        public override string Name => "absolute_error";

        public override KerasTensor Call(KerasTensor target, KerasTensor output) => (target - output).Absolute().Mean([-1]);
    }

    private sealed class Halves : Layer
    {
        public static Halves FromConfig(System.Text.Json.Nodes.JsonObject config) => new() { Name = (string)config["name"]! };

        protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training)
        {
            int half = inputs[0].Shape[1] / 2;
            KerasTensor first = inputs[0].Slice(1, 0, half), second = inputs[0].Slice(1, half, half);
            return [first, second];
        }
    }
}
