using System.Text.Json.Nodes;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Layers;

namespace Keratin.Tests.House;

/// <summary>The marks of layers on the page of what exists: forward, gradient, load, save.</summary>
internal static class LayerCoverage
{
    private const string Yes = "✓", No = "";

    /// <summary>Of a layer with samples: finite numbers, gradients that are there, and the same numbers after its configuration went through text.</summary>
    public static string[] Sampled(IEnumerable<string> titles)
    {
        bool isFinite = true, hasGradient = true, isLoaded = true, isSaved = true;
        foreach (string title in titles)
        {
            var (layer, inputs) = LayerSamples.Make(title);
            string text = layer.Config.ToJsonString();
            Layer again = LayerTable.FromConfig[layer.ClassName]((JsonObject)JsonNode.Parse(text)!);
            // Before they are built: some know then which axis -1 is.
            isSaved &= again.Config.ToJsonString() == text;
            Model model = LayerHarnessTests.ModelOf(layer, inputs), other = LayerHarnessTests.ModelOf(again, inputs);
            again.SetWeights(layer.GetWeights());
            float[] numbers = Numbers(model, inputs);
            isFinite &= numbers.All(float.IsFinite);
            hasGradient &= Gradient(model, layer, inputs).All(float.IsFinite);
            isLoaded &= numbers.SequenceEqual(Numbers(other, inputs));
        }
        return [Mark(isFinite), Mark(hasGradient), Mark(isLoaded), Mark(isSaved)];
    }

    /// <summary>Of what a model begins with: passes numbers and gradients on, and begins the model that a file is read to.</summary>
    public static string[] Input()
    {
        KerasTensor x = new Input(2, 3) { Name = "x" };
        var model = new Model(x, x * 2);
        Tensor<float> samples = Tests.Numbers.Wave([4, 2, 3]);
        float[] twice = [.. samples.ToArray().Select(number => 2 * number)];
        float[] gradient = new TracedFunction(inputs => Gradients.Of(model.Apply(inputs[0]).Sum(), inputs[0])).Call(samples)[0].ToArray();
        byte[] file = Saved(model);
        Model loaded = Loaded(file);
        bool isLoaded = loaded.Predict(samples).ToArray().SequenceEqual(twice) && loaded.Layers[0].Name == "x";
        string config = new Input(2, 3) { Name = "x" }.Config.ToJsonString();
        bool isSaved = LayerTable.FromConfig["InputLayer"]((JsonObject)JsonNode.Parse(config)!).Config.ToJsonString() == config && Saved(loaded).Length == file.Length;
        return [Mark(model.Predict(samples).ToArray().SequenceEqual(twice)), Mark(gradient.All(number => number == 2)), Mark(isLoaded), Mark(isSaved)];
    }

    /// <summary>Of a function as a layer: files are asked too, and refuse.</summary>
    public static string[] Lambda(Func<Func<KerasTensor, KerasTensor>, Tensor<float>, bool> hasGradient)
    {
        Tensor<float> samples = Tests.Numbers.Wave([4, 3], 0.37f);
        float[] squares = [.. samples.ToArray().Select(number => number * number)];
        var layer = new Lambda(x => x.Square());
        var model = new Sequential { new Input(3), layer };
        return
        [
            Mark(model.Predict(samples).ToArray().SequenceEqual(squares)), Mark(hasGradient(new Lambda(x => x.Square()).Apply, samples)),
            Mark(Does(() => LayerTable.FromConfig["Lambda"](new JsonObject { ["name"] = "l", ["function"] = "lambda x: x * x" }))), Mark(Does(() => Loaded(Saved(model)))),
        ];
    }

    private static bool Does(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[] Saved(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static Model Loaded(byte[] file) => Keratin.Saving.Models.Load(new MemoryStream(file));

    private static float[] Numbers(Model model, Shape[] inputs) => [.. model.PredictAll([.. LayerHarnessTests.Samples(inputs)]).SelectMany(output => output.ToArray())];

    private static float[] Gradient(Model model, Layer layer, Shape[] inputs)
    {
        IReadOnlyList<Tensor<float>> results = new TracedFunction(x =>
        {
            KerasTensor loss = model.ApplyAll(x).Select(y => y.Square().Sum()).Aggregate((sum, y) => sum + y);
            return [.. Gradients.Of(loss, [.. x, .. layer.TrainableWeights.Select(weight => weight.ToKerasTensor())])];
        }).Call([.. LayerHarnessTests.Samples(inputs)]);
        return [.. results.SelectMany(result => result.ToArray())];
    }

    private static string Mark(bool isTrue) => isTrue ? Yes : No;
}
