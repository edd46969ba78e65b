using Keratin.Layers;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Saving;
using Keratin.Tests.Layers;

namespace Keratin.Tests.Saving;

public class SavingRoundTripTests
{
    public static TheoryData<string> ModelNames => [.. SampleModels.All.Keys];

    public static TheoryData<int> OptimizerNumbers => [.. Enumerable.Range(0, SampleModels.Optimizers().Length)];

    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void A_layer_comes_back_with_its_configuration_and_the_same_predictions(string title)
    {
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = LayerHarnessTests.ModelOf(layer, inputs);
        SampleModels.Disturb(model);

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Fail);

        Layer twin = loaded.GetLayer(layer.Name);
        Assert.Equal(layer.GetType(), twin.GetType());
        Assert.Equal(layer.Config.ToJsonString(), twin.Config.ToJsonString());
        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void A_model_comes_back_with_the_same_bits_and_is_saved_as_the_same_file(string name)
    {
        Model model = SampleModels.All[name]();
        SampleModels.Disturb(model);
        byte[] file = SampleModels.Saved(model);

        Model loaded = SampleModels.Loaded(file, Fail);

        Assert.Equal(model.GetType(), loaded.GetType());
        Assert.Equal(model.Name, loaded.Name);
        Assert.Equal(model.Layers.Select(layer => layer.Name), loaded.Layers.Select(layer => layer.Name));
        Assert.Equal(SampleModels.Bits(model.Weights), SampleModels.Bits(loaded.Weights));
        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
        Assert.Equal(file, SampleModels.Saved(loaded));
    }

    [Theory]
    [MemberData(nameof(OptimizerNumbers))]
    public void Training_goes_on_after_loading_as_if_it_had_not_stopped(int number)
    {
        Sequential model = SampleModels.Sequential();
        model.Compile(SampleModels.Optimizers()[number], "sparse_categorical_crossentropy", ["accuracy", new SparseCategoricalAccuracy("hits")]);
        Train(model);

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Fail);

        Assert.Equal("hits", loaded.Metrics[1].Metric!.Name);
        Assert.Equal(model.Optimizer!.Config.ToJsonString(), loaded.Optimizer!.Config.ToJsonString());
        Assert.Equal(State(model), State(loaded));
        Train(model);
        Train(loaded);
        Assert.Equal(SampleModels.Bits(model.Weights), SampleModels.Bits(loaded.Weights));
        Assert.Equal(State(model), State(loaded));
        Assert.Equal(8, loaded.Optimizer!.Iterations.Span[0]);
    }

    [Fact]
    public void A_compiled_model_that_never_trained_is_loaded_without_a_warning()
    {
        Sequential model = SampleModels.Sequential();
        model.Compile(new Adam(1), "mse");

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Fail);

        Assert.Equal(1, loaded.Optimizer!.LearningRate);
        Assert.False(loaded.Optimizer.IsBuilt);
    }

    [Fact]
    public void Frozen_layers_stay_frozen_and_others_free()
    {
        Model model = SampleModels.Nested();
        Layer inner = model.Layers[1];
        inner.Trainable = false;
        ((Sequential)inner).Layers[0].Trainable = true;

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model));

        Assert.Equal(model.TrainableWeights.Count, loaded.TrainableWeights.Count);
        Assert.False(loaded.Layers[1].Trainable);
        Assert.True(((Sequential)loaded.Layers[1]).Layers[0].Trainable);
    }

    [Fact]
    public void A_layer_of_two_models_is_one_layer_again()
    {
        Model loaded = SampleModels.Loaded(SampleModels.Saved(SampleModels.InTwoModels()));

        Sequential[] parts = [.. loaded.Layers.OfType<Sequential>()];
        Assert.Same(parts[0].Layers[0], parts[1].Layers[1]);
    }

    [Fact]
    public void An_unbuilt_model_comes_back_unbuilt()
    {
        Sequential model = [new Dense(3), new Dropout(0.5f)];

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Fail);

        Assert.False(loaded.IsBuilt);
        Assert.Equal(2, loaded.Layers.Count);
    }

    [Fact]
    public void A_layer_of_ones_own_is_loaded_through_a_function()
    {
        Sequential model = new([new Input(4), new Doubling(), new Dense(2)]);
        byte[] file = SampleModels.Saved(model);

        Model loaded = Keratin.Saving.Models.Load(new MemoryStream(file), new Dictionary<string, Func<System.Text.Json.Nodes.JsonObject, Layer>>
        {
            [nameof(Doubling)] = _ => new Doubling(),
        });

        Assert.Equal(SampleModels.Predicted(model), SampleModels.Predicted(loaded));
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => SampleModels.Loaded(file));
        Assert.Contains(nameof(Doubling), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_alone_are_saved_and_loaded_also_of_a_class_of_ones_own()
    {
        using var folder = new TemporaryFolder();
        OwnModel model = new(), other = new();
        model.Build([Shape.Unknown, 4]);
        other.Build([Shape.Unknown, 4]);
        SampleModels.Disturb(model);

        model.SaveWeights(folder.At("own.weights.h5"));
        other.LoadWeights(folder.At("own.weights.h5"), Fail);

        Assert.Equal(SampleModels.Bits(model.Weights), SampleModels.Bits(other.Weights));
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => model.Save(folder.At("own.keras")));
        Assert.Contains("SaveWeights", refused.Message, StringComparison.Ordinal);
        Assert.Equal([folder.At("own.weights.h5")], Directory.GetFiles(folder.Name));
    }

    private static void Train(Model model)
    {
        Tensor<float> x = SampleModels.Numbers([32, 6, 6, 1], new Random(3));
        float[] y = [.. Enumerable.Range(0, 32).Select(i => (float)(i % 3))];
        model.Fit(x, y, batchSize: 8, epochs: 1, verbose: 0, shuffle: false);
    }

    private static uint[][] State(Model model) =>
        SampleModels.Bits([model.Optimizer!.Iterations, model.Optimizer.LearningRateVariable, .. model.Optimizer.Slots]);

    private static void Fail(string warning) => Assert.Fail(warning);

    private sealed class Doubling : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training) => x * 2;
    }

    private sealed class OwnModel : Model
    {
        private readonly Dense _first = new(3, "relu"), _second = new(2);

        protected override KerasTensor Call(KerasTensor x, bool training) => _second.Apply(_first.Apply(x));
    }
}
