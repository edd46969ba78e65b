using System.Text.Json.Nodes;
using Keratin.Datasets;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Tests.Saving;

// Files that Keras itself wrote.
public class SavingSharedTests
{
    [SharedFact]
    public void The_predictions_are_those_of_Keras()
    {
        Model model = Load("mlp_bn", out List<string> warnings);
        JsonNode numbers = JsonNode.Parse(File.ReadAllText(SharedFiles.At("fixtures/keras-3.16/mlp_bn_io.json")))!;
        float[] expected = Numbers(numbers["y"]!);

        float[] actual = model.Predict(Numbers(numbers["x"]!).ToTensor([5, 4])).ToArray();

        Assert.Empty(warnings);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
    }

    [SharedFact]
    public void Operations_that_stand_by_themselves_are_read()
    {
        Model model = Load("functional_ops", out List<string> warnings);

        float[] actual = model.Predict(new float[] { -1, 0, 2, 0.5f }.ToTensor([1, 4])).ToArray();

        Assert.Empty(warnings);
        Assert.Equal([1, 1, 3, 1.5f], actual);
    }

    [SharedFact]
    public void A_nested_model_is_read()
    {
        Model model = Load("functional_nested", out List<string> warnings);

        Assert.Empty(warnings);
        Assert.Equal(["in1", "zed", "dense", "add", "sequential"], model.Layers.Select(layer => layer.Name));
        Assert.IsType<Sequential>(model.Layers[4]);
    }

    [SharedFact]
    public void Several_outputs_are_read_and_training_them_is_left_out_with_a_warning()
    {
        Model model = Load("functional_multi_io", out List<string> warnings);

        Assert.Equal(2, model.OutputShapes.Count);
        Assert.False(model.IsCompiled);
        Assert.Contains("uncompiled", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [SharedFact]
    public void The_optimizer_is_read_with_its_state()
    {
        Model model = Load("cnn_sequential_adam", out List<string> warnings);

        Assert.Empty(warnings);
        Assert.Equal(2 * model.TrainableWeights.Count, model.Optimizer!.Slots.Count);
        model.Fit(SampleModels.Inputs(model, 4)[0], SampleModels.Numbers([4, 10], new Random(1)), verbose: 0);
    }

    [SharedFact]
    public void Classes_that_are_not_known_are_refused() => Assert.Throws<InvalidDataException>(() => Load("subclassed", out _));

    [SharedFact]
    public void Recurrent_layers_give_the_predictions_of_Keras()
    {
        Model model = Load("rnn_functional", out _);
        JsonNode numbers = JsonNode.Parse(File.ReadAllText(SharedFiles.At("fixtures/keras-3.16/rnn_functional_io.json")))!;
        float[] expected = Conformance.KerasCases.Flat(numbers["y"]!);

        float[] actual = model.Predict(Conformance.KerasCases.Tensor(numbers["x"]!)).ToArray();

        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
    }

    [SharedTheory]
    [InlineData("Jhas876622__mnist-digit-recognition__mnist_cnn.keras")]
    [InlineData("Moonflower2022__MNIST-models__mnist_model.keras")]
    public void Models_of_others_reach_their_accuracy_before_and_after_saving(string file)
    {
        JsonArray manifest = JsonNode.Parse(File.ReadAllText(SharedFiles.At("fixtures/manifest.json")))!.AsArray();
        double reference = (double)manifest.First(entry => (string)entry!["file"]! == $"models/{file}")!["mnist_test_accuracy_reference"]!;
        Model model = Keratin.Saving.Models.Load(SharedFiles.At($"fixtures/models/{file}"));

        Assert.Equal(reference, Accuracy(model), 0.0002);

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(SampleModels.Loaded(SampleModels.Saved(model))));
    }

    [SharedTheory]
    [InlineData("cnn_sequential")]
    [InlineData("mlp_bn")]
    public void Weights_alone_are_read_into_the_same_architecture(string name)
    {
        Model whole = Load(name == "mlp_bn" ? name : "cnn_sequential_adam", out _), model = Load(name == "mlp_bn" ? name : "cnn_sequential_adam", out _);
        SampleModels.Disturb(model);

        model.LoadWeights(SharedFiles.At($"fixtures/keras-3.16/{name}.weights.h5"), warning => Assert.Fail(warning));

        Assert.Equal(SampleModels.Bits(whole.Weights), SampleModels.Bits(model.Weights));
    }

    [SharedFact]
    public void Legacy_files_are_refused_by_what_they_are()
    {
        string legacy = SharedFiles.At("fixtures/keras-3.16/mlp_bn.h5");

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Keratin.Saving.Models.Load(legacy));
        Assert.Contains("HDF5", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Load("mlp_bn", out _).LoadWeights(legacy));
    }

    private static double Accuracy(Model model)
    {
        var (images, labels) = Mnist.Load().Test;
        float[] pixels = [.. images.ToArray().Select(pixel => pixel / 255f)];
        float[] scores = model.Predict(pixels.ToTensor([images.Shape()[0], 28, 28, 1]), batchSize: 250).ToArray();
        byte[] digits = labels.ToArray();
        return digits.Where((digit, i) => scores.AsSpan(10 * i, 10).ToArray().Index().MaxBy(score => score.Item).Index == digit).Count() / (double)digits.Length;
    }

    private static Model Load(string name, out List<string> warnings)
    {
        List<string> said = warnings = [];
        return Keratin.Saving.Models.Load(SharedFiles.At($"fixtures/keras-3.16/{name}.keras"), onWarning: said.Add);
    }

    private static float[] Numbers(JsonNode rows) => [.. rows.AsArray().SelectMany(row => row!.AsArray().Select(number => (float)number!))];
}
