using Keratin.Data;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Models;

namespace Keratin.Tests.Models;

// The text is the feature: who, expected, got, hint.
public class ErrorTests
{
    [Fact]
    public void Samples_of_another_shape()
    {
        AssertSays<ShapeException>(
            """
            Sequential 'net'.Predict: the shapes do not fit.
              expected: samples of shape (None, 4)
              got:      (2, 5)
            """, () => Net().Predict(new float[2, 5]));
    }

    [Fact]
    public void Flat_samples_for_a_model_of_images()
    {
        AssertSays<ShapeException>(
            """
            Sequential 'images'.Predict: the shapes do not fit.
              expected: samples of shape (None, 28, 28, 1)
              got:      (2, 784)
              hint:     put new Reshape(28, 28, 1) in front of the model
            """, () => new Sequential([new Input(28, 28, 1), new Flatten()], "images").Predict(new float[2, 784]));
    }

    [Fact]
    public void A_model_that_is_not_compiled()
    {
        var model = new Sequential([new Input(4), new Dense(3)], "net");
        AssertSays<InvalidOperationException>(
            """
            Sequential 'net'.Fit: expected a compiled model; got one that is not.
              hint: model.Compile("adam", "categorical_crossentropy", ["accuracy"])
            """, () => model.Fit(SmallData.X, SmallData.OneHot, verbose: 0));
        Assert.StartsWith(
            "Sequential 'net'.Evaluate: expected a compiled model",
            Assert.Throws<InvalidOperationException>(() => model.Evaluate(SmallData.X, SmallData.OneHot, verbose: 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_outputs_want_targets_each()
    {
        KerasTensor x = new Input(2);
        var model = new Model([x], [new Dense(1).Apply(x), new Dense(1).Apply(x)], "net");
        model.Compile("sgd", "mse");
        AssertSays<ArgumentException>(
            "Functional 'net': expected targets for each of the outputs, 2; got 1.",
            () => model.Fit(new float[1, 2], new float[1, 1], verbose: 0));
    }

    [Fact]
    public void Predict_of_several_outputs_points_to_the_call_that_gives_all()
    {
        KerasTensor x = new Input(2);
        var model = new Model([x], [new Rescaling(1).Apply(x), new Rescaling(2).Apply(x)], "net");
        const string Message = """
            Functional 'net'.Predict: expected a model with one input and one output; got 1 and 2.
              hint: PredictAll takes and gives all of them
            """;
        AssertSays<NotSupportedException>(Message, () => model.Predict(new float[1, 2]));
        AssertSays<NotSupportedException>(Message, () => model.Predict(new float[1, 2], verbose: 2));
        AssertSays<NotSupportedException>(Message, () => model.Predict(new float[2], new float[4]));
        AssertSays<NotSupportedException>(Message, () => model.PredictOnBatch(new float[1, 2]));
        Assert.Equal(2, model.PredictAll([new float[1, 2]]).Count);
        Assert.Equal([6f, 8], model.PredictAll(new float[,] { { 3, 4 } })[1].ToArray());
        AssertSays<NotSupportedException>(
            "Functional 'outer'.PredictLayer: expected a layer with one result; got Functional 'net' with 2.",
            () => new Model(x, model.ApplyAll(x)[0], "outer").PredictLayer(model, new float[1, 2]));
    }

    [Fact]
    public void Predict_of_several_outputs_that_nobody_knew_before()
    {
        var model = new Halves { Name = "halves" };
        AssertSays<NotSupportedException>(
            """
            Halves 'halves'.Predict: expected a model with one input and one output; got 1 and 2.
              hint: PredictAll takes and gives all of them
            """, () => model.Predict(new float[1, 4]));
        Assert.Equal([3f, 4], model.PredictAll(new float[,] { { 1, 2, 3, 4 } })[1].ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_label_that_is_no_class(int label)
    {
        int[] labels = [.. SmallData.Classes];
        labels[5] = label;
        AssertSays<ArgumentException>(
            $"Sequential 'net'.Fit: expected class indices 0 … 2, as the model has 3 outputs; got {label} for sample 5.",
            () => Net("sparse_categorical_crossentropy").Fit(SmallData.X, labels, verbose: 0));
    }

    [Fact]
    public void A_label_that_is_no_whole_number()
    {
        float[] labels = [.. SmallData.Classes.Select(label => (float)label)];
        labels[1] = 0.5f;
        AssertSays<ArgumentException>(
            "Sequential 'net'.Evaluate: expected class indices 0 … 2, as the model has 3 outputs; got 0.5 for sample 1.",
            () => Net("sparse_categorical_crossentropy").Evaluate(SmallData.X, labels, verbose: 0));
    }

    [Fact]
    public void Class_indices_where_one_hot_rows_are_wanted()
    {
        AssertSays<ShapeException>(
            """
            CategoricalCrossentropy: the shapes do not fit.
              expected: targets of the output's shape (22, 3)
              got:      (22,)
              hint:     the targets look like class indices: use sparse_categorical_crossentropy, or Utils.ToCategorical
            """, () => Net("categorical_crossentropy").Fit(SmallData.X, SmallData.Classes, verbose: 0));
    }

    [Fact]
    public void One_hot_rows_where_class_indices_are_wanted()
    {
        AssertSays<ShapeException>(
            """
            SparseCategoricalCrossentropy: the shapes do not fit.
              expected: one class index each, (22,)
              got:      (22, 3)
              hint:     the targets look one-hot: use categorical_crossentropy
            """, () => Net("sparse_categorical_crossentropy").Fit(SmallData.X, SmallData.OneHot, verbose: 0));
    }

    [Fact]
    public void Targets_of_another_number_than_samples()
    {
        AssertSays<ArgumentException>(
            "Sequential 'net'.Fit: expected as many targets as samples, and as many samples in each input; got 22 and 3.",
            () => Net().Fit(SmallData.X, new float[3, 3], verbose: 0));
    }

    [Fact]
    public void No_samples()
    {
        AssertSays<ArgumentException>(
            "Sequential 'net'.Predict: expected at least one sample; got none.", () => Net().Predict(new float[0, 4]));
    }

    [Fact]
    public void Another_number_of_inputs()
    {
        AssertSays<ArgumentException>(
            "Sequential 'net'.Predict: expected 1 inputs; got 2.", () => Net().PredictAll([SmallData.X, SmallData.X]));
    }

    [Fact]
    public void Validation_targets_of_another_shape_than_those_of_training()
    {
        AssertSays<ShapeException>(
            """
            Sequential 'net'.Fit, validationData: the shapes do not fit.
              expected: targets as in training, (None, 3)
              got:      (None,)
            """, () => Net("categorical_crossentropy").Fit(
                SmallData.X, SmallData.OneHot, verbose: 0, validationData: (SmallData.X, SmallData.Classes)));
    }

    [Theory]
    [InlineData(0.01f, "a split of 0.01 leaves 21 of 22 for training", false)]
    [InlineData(0.99f, "Sequential 'net'.Fit: expected samples for training and for validation; a split of 0.99 leaves 0 of 22 for training.", true)]
    [InlineData(1f, "Sequential 'net'.Fit: expected a validationSplit between 0 and 1; got 1.", true)]
    [InlineData(-0.5f, "Sequential 'net'.Fit: expected a validationSplit between 0 and 1; got -0.5.", true)]
    public void A_split_that_leaves_nothing(float split, string message, bool fails)
    {
        Model model = Net("categorical_crossentropy");
        Exception? error = Record.Exception(() => model.Fit(SmallData.X, SmallData.OneHot, verbose: 0, validationSplit: split));
        Assert.Equal(fails, error is not null);
        if (fails)
            Assert.StartsWith(message, error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 0)]
    public void Numbers_of_batches_epochs_and_validations_are_checked(int batchSize, int epochs, int validationFreq)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(
            SmallData.X, SmallData.OneHot, batchSize, epochs, verbose: 0, validationFreq: validationFreq));
    }

    [Fact]
    public void A_loss_that_is_not_one_number_cannot_be_trained_with()
    {
        var error = Assert.Throws<ArgumentException>(() => Net().Compile("sgd", new MeanSquaredError { Reduction = Reduction.None }));
        Assert.StartsWith("Sequential 'net': expected a loss that is one number; got reduction none.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_nobody_knows()
    {
        Assert.StartsWith(
            "Optimizer: expected one of SGD, RMSprop, Adam", Assert.Throws<ArgumentException>(() => Net().Compile("adamant", "mse")).Message,
            StringComparison.Ordinal);
        Assert.EndsWith("; got 'mean'.", Assert.Throws<ArgumentException>(() => Net().Compile("adam", "mean")).Message, StringComparison.Ordinal);
        Model model = Net();
        model.Compile("adam", "mse", ["accurate"]);
        Assert.EndsWith(
            "; got 'accurate'.", Assert.Throws<ArgumentException>(() => model.Evaluate(SmallData.X, SmallData.OneHot, verbose: 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_without_metrics_has_no_second_number()
    {
        Evaluation result = Net().Evaluate(SmallData.X, SmallData.OneHot, verbose: 0);
        AssertSays<InvalidOperationException>("Evaluation: expected a metric beside the loss; the model has none.", () => result.Deconstruct(out _, out _));
        AssertSays<KeyNotFoundException>("Evaluation: expected one of loss; got 'accuracy'.", () => _ = result["accuracy"]);
    }

    private static Sequential Net(string loss = "mse")
    {
        var model = new Sequential([new Input(4), new Dense(3, "softmax")], "net");
        model.Compile("sgd", loss);
        return model;
    }

    private static void AssertSays<TException>(string message, Action action)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(action).Message);

    [Theory]
    [InlineData(28, 28)]
    [InlineData(28, 28, 1)]
    public void One_sample_without_a_batch_axis_is_told_so(params int[] lengths)
    {
        Sequential model = [new Input(28, 28, 1), new Flatten(), new Dense(10)];
        nint[] shape = [.. lengths.Select(length => (nint)length)];
        var error = Assert.Throws<ShapeException>(() => model.Predict(Tensor.CreateFromShape<float>(shape)));
        string given = string.Join(", ", lengths);
        Assert.EndsWith($"hint:     this looks like one sample: give it a batch axis, ({given}) as (1, {given})", error.Message, StringComparison.Ordinal);
    }

    private sealed class Halves : Model
    {
        protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training) =>
            [inputs[0].Slice(1, 0, 2), inputs[0].Slice(1, 2, 2)];
    }
}
