using Keratin.Callbacks;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Regularizers;

namespace Keratin.Tests.Models;

public class FitTests
{
    // A single weight w and no bias: ŷ = w·x, so every number of a training step can be had with a pencil.
    private static Sequential Slope(float w, Regularizer? regularizer = null) => new()
    {
        new Input(1),
        new Dense(1) { UseBias = false, KernelInitializer = new Constant(w), KernelRegularizer = regularizer },
    };

    [Fact]
    public void One_step_by_hand()
    {
        // w = 1, x = (1, 2), y = (3, 6): residuals (-2, -4), mse = (4 + 16)/2 = 10, dL/dw = 2/2·(-2·1 - 4·2) = -10, w ← 1 + 0.01·10.
        Sequential model = Slope(1);
        model.Compile(new SGD(0.01f), "mse");
        History history = model.Fit(new float[,] { { 1 }, { 2 } }, new float[,] { { 3 }, { 6 } }, verbose: 0);
        Assert.Equal([10f], history["loss"]);
        Numbers.Close([1.1f], model.Weights[0].Span);
    }

    // Targets of shape (n,) beside outputs of shape (n, 1) are squeezed, not broadcast to a square.
    [Fact]
    public void Targets_without_a_last_axis_mean_the_same()
    {
        Sequential model = Slope(1);
        model.Compile(new SGD(0.01f), "mse", ["mse"]);
        History history = model.Fit(new float[,] { { 1 }, { 2 } }, new float[] { 3, 6 }, verbose: 0);
        Assert.Equal([10f], history["loss"]);
        Assert.Equal([10f], history["mse"]);
        Numbers.Close([1.1f], model.Weights[0].Span);
    }

    [Fact]
    public void The_last_partial_batch_is_trained_with_and_weighted_by_its_size()
    {
        // Rate 0, so w stays 1. Squared residuals 1, 4, 9, 16, 25; batches of 2: means 2.5, 12.5, 25 weigh 2, 2, 1: 55/5 = 11.
        Sequential model = Slope(1);
        model.Compile(new SGD(0), "mse", ["mse"]);
        var counter = new Recorder();
        History history = model.Fit(
            new float[,] { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } }, new float[,] { { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, batchSize: 2, verbose: 0,
            callbacks: [counter]);
        Assert.Equal([11f], history["loss"]);
        Assert.Equal([11f], history["mse"]);
        Assert.Equal(3, counter.Events.Count(text => text.StartsWith("batch", StringComparison.Ordinal)));
    }

    [Fact]
    public void Evaluate_of_three_batches_is_the_mean_over_all_samples()
    {
        Sequential model = Slope(1);
        model.Compile(new SGD(0), "mse", ["mse"]);
        Evaluation result = model.Evaluate(
            new float[,] { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } }, new float[,] { { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, batchSize: 2, verbose: 0);
        Assert.Equal(11, result.Loss);
        Assert.Equal(11, result["mse"]);
        Assert.Equal("loss: 11.0000 - mse: 11.0000", result.ToString());
        var (loss, metric) = result;
        Assert.Equal((11, 11), (loss, metric));
    }

    [Fact]
    public void A_regularizer_adds_to_the_loss_and_to_the_gradient()
    {
        // mse 10 as above, l2 = 0.5·1² = 0.5; dL/dw = -10 + 2·0.5·1 = -9.
        Sequential model = Slope(1, new L2(0.5f));
        model.Compile(new SGD(0.01f), "mse", ["mse"]);
        History history = model.Fit(new float[,] { { 1 }, { 2 } }, new float[,] { { 3 }, { 6 } }, verbose: 0);
        Assert.Equal([10.5f], history["loss"]);
        Assert.Equal([10f], history["mse"]);
        Numbers.Close([1.09f], model.Weights[0].Span);
    }

    // Keras adds the regularizers of trainable weights only.
    [Fact]
    public void A_frozen_layer_is_not_regularized()
    {
        Sequential model = Slope(1, new L2(0.5f));
        model.Layers[0].Trainable = false;
        model.Compile(new SGD(0.01f), "mse");
        Assert.Equal(10, model.Evaluate(new float[,] { { 1 }, { 2 } }, new float[,] { { 3 }, { 6 } }, verbose: 0).Loss);
    }

    [Fact]
    public void A_shared_layer_is_regularized_once()
    {
        var shared = new Dense(1) { UseBias = false, KernelInitializer = new Constant(1), KernelRegularizer = new L2(0.5f) };
        KerasTensor x = new Input(1);
        var model = new Model(x, shared.Apply(shared.Apply(x)));
        model.Compile(new SGD(0), "mse");
        // ŷ = x, so the mse is 10 as above, and 0.5·1² comes once.
        Assert.Equal(10.5f, model.Evaluate(new float[,] { { 1 }, { 2 } }, new float[,] { { 3 }, { 6 } }, verbose: 0).Loss);
    }

    // floor(10·(1 - 0.25)) = 7 train, the last three validate, before any shuffling: with rate 0 their loss is known.
    [Fact]
    public void The_split_takes_the_last_part()
    {
        Sequential model = Slope(1);
        model.Compile(new SGD(0), "mse");
        float[,] x = new float[10, 1], y = new float[10, 1];
        for (int i = 0; i < 10; i++)
            (x[i, 0], y[i, 0]) = (1, i < 7 ? 1 : i);
        History history = model.Fit(x, y, batchSize: 2, epochs: 2, verbose: 0, validationSplit: 0.25f);
        // Residuals 6, 7, 8: (36 + 49 + 64)/3.
        Assert.Equal([0f, 0], history["loss"]);
        Numbers.Close([149 / 3f, 149 / 3f], [.. history["val_loss"]], 1e-6f);
    }

    [Fact]
    public void Validation_data_win_over_the_split()
    {
        Sequential model = Slope(1);
        model.Compile(new SGD(0), "mse");
        float[,] x = { { 1 }, { 1 } }, y = { { 1 }, { 5 } };
        History history = model.Fit(
            x, y, verbose: 0, validationSplit: 0.5f, validationData: (new float[,] { { 1 } }, new float[,] { { 4 } }));
        Assert.Equal([8f], history["loss"]); // both samples train: (0 + 16)/2
        Assert.Equal([9f], history["val_loss"]);
    }

    [Fact]
    public void Validation_comes_after_every_so_many_epochs()
    {
        Model model = Compiled();
        History history = model.Fit(SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, validationSplit: 0.2f, validationFreq: 2);
        Assert.Equal(5, history["loss"].Count);
        Assert.Equal(2, history["val_loss"].Count);
        string[] rows = history.ToCsv().Split('\n');
        Assert.Equal("epoch,accuracy,loss,val_accuracy,val_loss", rows[0]);
        Assert.EndsWith(",,", rows[1]);
        Assert.False(rows[2].EndsWith(','), rows[2]);
    }

    [Fact]
    public void History_is_sorted_by_name()
    {
        History history = Compiled().Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, validationSplit: 0.2f);
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Keys);
        Assert.Equal([0, 1], history.Epoch);
        var error = Assert.Throws<KeyNotFoundException>(() => history["acc"]);
        Assert.Equal("History: expected one of accuracy, loss, val_accuracy, val_loss; got 'acc'.", error.Message);
    }

    [Fact]
    public void A_training_can_go_on_at_a_later_epoch()
    {
        Model model = Compiled();
        var recorder = new Recorder();
        History history = model.Fit(SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, initialEpoch: 3, callbacks: [recorder]);
        Assert.Equal([3, 4], history.Epoch);
        Assert.Equal(["epoch 3 begins", "epoch 4 begins"], recorder.Events.Where(text => text.StartsWith("epoch", StringComparison.Ordinal) && text.EndsWith("begins", StringComparison.Ordinal)));
    }

    [Fact]
    public void Callbacks_are_called_in_order()
    {
        List<string> events = [];
        var first = new Recorder("a ", events);
        var second = new Recorder("b ", events);
        Compiled().Fit(SmallData.X, SmallData.Classes, batchSize: 11, verbose: 0, callbacks: [first, second]);
        Assert.Equal(
            [
                "a train begins", "b train begins", "a epoch 0 begins", "b epoch 0 begins", "a batch 0 ended", "b batch 0 ended", "a batch 1 ended",
                "b batch 1 ended", "a epoch 0 ended", "b epoch 0 ended", "a train ended", "b train ended",
            ],
            events);
    }

    // As in Keras, where ReduceLROnPlateau adds learning_rate: the history is the last to be told.
    [Fact]
    public void What_a_callback_adds_to_the_logs_is_in_the_history()
    {
        var adding = new Recorder { OnEpochEnded = (_, logs) => logs["learning_rate"] = 0.5f };
        History history = Compiled().Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [adding]);
        Assert.Equal([0.5f], history["learning_rate"]);
    }

    [Fact]
    public void A_callback_may_stop_the_training_after_an_epoch()
    {
        var stopping = new Recorder { OnEpochEnded = (training, _) => training.StopTraining = true };
        History history = Compiled().Fit(SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, callbacks: [stopping]);
        Assert.Equal([0], history.Epoch);
        Assert.Equal("train ended", stopping.Events[^1]);
    }

    [Fact]
    public void A_callback_may_stop_the_training_in_the_middle_of_an_epoch()
    {
        var stopping = new Recorder { OnBatchEnded = (training, _) => training.StopTraining = true };
        Model model = Compiled();
        History history = model.Fit(SmallData.X, SmallData.Classes, batchSize: 4, epochs: 5, verbose: 0, callbacks: [stopping]);
        Assert.Equal([0], history.Epoch);
        Assert.Equal(1, model.Optimizer!.Iterations.Span[0]);
    }

    [Fact]
    public void A_callback_sees_and_sets_the_learning_rate_and_the_weights()
    {
        Model model = Compiled();
        IReadOnlyList<Tensor<float>>? first = null;
        var changing = new Recorder
        {
            OnEpochEnded = (training, _) =>
            {
                first ??= training.GetWeights();
                training.LearningRate = 0.25f;
                training.SetWeights(first);
                Assert.Equal((3, 1), (training.Epochs, training.Steps));
            },
        };
        model.Fit(SmallData.X, SmallData.Classes, epochs: 3, verbose: 0, callbacks: [changing]);
        Assert.Equal(0.25f, model.Optimizer!.LearningRate);
        Assert.Equal(first!.SelectMany(weight => weight.ToArray()), model.GetWeights().SelectMany(weight => weight.ToArray()));
    }

    [Fact]
    public void Cancelling_keeps_finished_epochs_and_the_weights_of_the_last_batch()
    {
        using var source = new CancellationTokenSource();
        int batches = 0;
        var cancelling = new Recorder
        {
            OnBatchEnded = (_, _) =>
            {
                if (++batches == 5)
                    source.Cancel();
            },
        };
        Model model = Compiled();
        Assert.Throws<OperationCanceledException>(() => model.Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 5, verbose: 0, callbacks: [cancelling], cancellationToken: source.Token));
        Assert.Equal([0], model.History!.Epoch);
        Assert.Equal(3 + 2, model.Optimizer!.Iterations.Span[0]); // three batches of the first epoch, two of the second
        Assert.Equal("train ended", cancelling.Events[^1]);
        Assert.All(model.GetWeights(), weight => Assert.All(weight.ToArray(), number => Assert.True(float.IsFinite(number))));
    }

    [Fact]
    public void Shuffling_changes_the_order_and_nothing_else()
    {
        // With rate 0 the epoch's loss does not depend on the order but in its last bits.
        Sequential model = Slope(1);
        model.Compile(new SGD(0), "mse");
        float[,] x = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } }, y = { { 2 }, { 4 }, { 6 }, { 8 }, { 10 } };
        Assert.Equal([11f, 11], model.Fit(x, y, batchSize: 1, epochs: 2, verbose: 0)["loss"]);
        Assert.Equal([11f], model.Fit(x, y, batchSize: 1, shuffle: false, verbose: 0)["loss"]);
    }

    [Fact]
    public void Without_shuffling_the_batches_come_in_order()
    {
        // Running loss after each batch of one: 1, (1+4)/2, (1+4+9)/3.
        Sequential model = Slope(1);
        model.Compile(new SGD(0), "mse");
        List<float> running = [];
        var recorder = new Recorder { OnBatchLogs = logs => running.Add(logs["loss"]) };
        model.Fit(new float[,] { { 1 }, { 2 }, { 3 } }, new float[,] { { 2 }, { 4 }, { 6 } }, batchSize: 1, shuffle: false, verbose: 0, callbacks: [recorder]);
        Numbers.Close([1, 2.5f, 14 / 3f], [.. running]);
    }

    [Fact]
    public void A_layer_frozen_before_compiling_stays_as_it_is()
    {
        Model model = SmallNet.Listed();
        model.Layers[0].Trainable = false;
        model.Compile("adam", "sparse_categorical_crossentropy");
        float[][] before = [.. model.Weights.Select(weight => weight.Span.ToArray())];
        model.Fit(SmallData.X, SmallData.Classes, verbose: 0);
        Assert.Equal(before[0], model.Weights[0].Span.ToArray());
        Assert.Equal(before[1], model.Weights[1].Span.ToArray());
        Assert.NotEqual(before[2], model.Weights[2].Span.ToArray());
        Assert.Equal(2, model.TrainableWeights.Count);
        Assert.Equal(2, model.NonTrainableWeights.Count);
    }

    [Fact]
    public void Freezing_a_model_freezes_what_is_inside()
    {
        var normalization = new BatchNormalization();
        var inner = new Sequential { new Input(4), new Dense(2), normalization };
        inner.Trainable = false;
        Assert.False(normalization.Trainable);
        Assert.Empty(inner.TrainableWeights);
        inner.Trainable = true;
        Assert.Equal(4, inner.TrainableWeights.Count);
    }

    // Keras' Fit ends by giving the weights their moving averages.
    [Fact]
    public void Averages_of_the_optimizer_become_the_weights_in_the_end()
    {
        // As in the first test: w 1 → 1.1; residuals then (-1.9, -3.8), dL/dw = -9.5, w → 1.195. Average: 1.1, then 0.5·1.1 + 0.5·1.195.
        Sequential model = Slope(1);
        model.Compile(new SGD(0.01f) { UseEma = true, EmaMomentum = 0.5f }, "mse");
        model.Fit(new float[,] { { 1 }, { 2 } }, new float[,] { { 3 }, { 6 } }, epochs: 2, verbose: 0);
        Numbers.Close([1.1475f], model.Weights[0].Span);
    }

    [Fact]
    public void A_line_is_found()
    {
        // y = 3x - 2; a batch of all, a rate that the eigenvalues of the problem allow.
        var model = new Sequential { new Input(1), new Dense(1) };
        model.Compile(new SGD(0.3f), "mse");
        float[,] x = { { -1 }, { -0.5f }, { 0 }, { 0.5f }, { 1 } }, y = { { -5 }, { -3.5f }, { -2 }, { -0.5f }, { 1 } };
        model.Fit(x, y, epochs: 100, verbose: 0);
        Numbers.Close([3], model.Weights[0].Span, 1e-4f);
        Numbers.Close([-2], model.Weights[1].Span, 1e-4f);
    }

    [Fact]
    public void Exclusive_or_is_learned()
    {
        var model = new Sequential
        {
            new Input(2),
            new Dense(8, "tanh") { KernelInitializer = new GlorotUniform { Seed = 3 } },
            new Dense(1, "sigmoid") { KernelInitializer = new GlorotUniform { Seed = 4 } },
        };
        model.Compile(new Adam(0.05f), "mse", ["accuracy"]);
        float[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, y = { { 0 }, { 1 }, { 1 }, { 0 } };
        History history = model.Fit(x, y, epochs: 300, verbose: 0);
        Assert.Equal(1, history["accuracy"][^1]);
        Assert.True(history["loss"][^1] < 0.01f, $"loss {history["loss"][^1]}");
    }

    [Fact]
    public void Strings_name_optimizer_loss_and_metrics()
    {
        Model model = SmallNet.Listed();
        model.Compile("rmsprop", "categorical_crossentropy", ["acc", "categorical_accuracy", new CategoricalAccuracy("mine"), "mse"]);
        Evaluation result = model.Evaluate(SmallData.X, SmallData.OneHot, verbose: 0);
        Assert.Equal(["loss", "acc", "categorical_accuracy", "mine", "mse"], result.Select(pair => pair.Key));
        Assert.Equal(result["acc"], result["mine"]);
    }

    [Fact]
    public void One_hot_targets_and_indices_train_alike()
    {
        Model sparse = SmallNet.Listed(), dense = SmallNet.Listed();
        dense.SetWeights(sparse.GetWeights());
        sparse.Compile("sgd", new SparseCategoricalCrossentropy(), ["accuracy"]);
        dense.Compile("sgd", new CategoricalCrossentropy(), ["accuracy"]);
        Evaluation one = sparse.Evaluate(SmallData.X, SmallData.Classes, verbose: 0), other = dense.Evaluate(SmallData.X, SmallData.OneHot, verbose: 0);
        Numbers.Close([one.Loss, one["accuracy"]], [other.Loss, other["accuracy"]]);
    }

    private static Model Compiled()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }
}
