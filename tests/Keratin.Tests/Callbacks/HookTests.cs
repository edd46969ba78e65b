using Keratin.Callbacks;
using Keratin.Models;
using Keratin.Tests.Models;

namespace Keratin.Tests.Callbacks;

/// <summary>Who is told what, and when: by functions, which is what LambdaCallback is for.</summary>
public class HookTests
{
    private readonly List<string> _events = [];

    [Fact]
    public void Fit_tells_of_everything_in_order()
    {
        Compiled().Fit(SmallData.X, SmallData.Classes, batchSize: 9, epochs: 2, verbose: 0, validationSplit: 0.2f, validationFreq: 2, callbacks: [Listener()]);
        // 17 train in two batches, 5 validate in one, after the second epoch.
        string[] batches = ["train batch 0 begins", "train batch 0 ends", "train batch 1 begins", "train batch 1 ends"];
        Assert.Equal(
            [
                "train begins", "epoch 0 begins", .. batches, "epoch 0 ends: accuracy, loss", "epoch 1 begins", .. batches,
                "test begins", "test batch 0 begins", "test batch 0 ends", "test ends: accuracy, loss",
                "epoch 1 ends: accuracy, loss, val_accuracy, val_loss", "train ends",
            ],
            _events);
    }

    [Fact]
    public void Evaluate_tells_of_its_batches()
    {
        Evaluation found = Compiled().Evaluate(SmallData.X, SmallData.Classes, batchSize: 11, verbose: 0, callbacks: [Listener()]);
        Assert.Equal(
            [
                "test begins", "test batch 0 begins", "test batch 0 ends", "test batch 1 begins", "test batch 1 ends", "test ends: accuracy, loss",
            ],
            _events);
        Assert.True(float.IsFinite(found.Loss));
    }

    [Fact]
    public void Predict_tells_of_its_batches_and_shows_what_came_out()
    {
        Model model = Compiled();
        List<float> seen = [];
        var listener = new LambdaCallback(onPredictBatchEnd: (_, _, outputs) => seen.AddRange(outputs()[0].ToArray()));
        Tensor<float> all = model.Predict(SmallData.X, batchSize: 9, callbacks: [Listener(), listener]);
        Assert.Equal(
            [
                "predict begins", "predict batch 0 begins", "predict batch 0 ends", "predict batch 1 begins", "predict batch 1 ends",
                "predict batch 2 begins", "predict batch 2 ends", "predict ends",
            ],
            _events);
        Assert.Equal(all.ToArray(), seen);
        Assert.Equal(model.Predict(SmallData.X, batchSize: 9).ToArray(), seen);
    }

    [Fact]
    public void What_callbacks_see_of_a_run()
    {
        var seen = new List<(int Epochs, int Steps, int ValidationFreq, bool IsInterrupted)>();
        var looking = new LambdaCallback(
            onTrainBegin: Look, onTestBegin: Look, onPredictBegin: Look, onTestEnd: (training, _) => Assert.NotNull(training.Model));
        Model model = Compiled();
        model.Fit(SmallData.X, SmallData.Classes, batchSize: 9, epochs: 2, verbose: 0, validationSplit: 0.2f, validationFreq: 2, callbacks: [looking]);
        model.Evaluate(SmallData.X, SmallData.Classes, batchSize: 5, verbose: 0, callbacks: [looking]);
        model.Predict(SmallData.X, batchSize: 5, callbacks: [looking]);
        Assert.Equal([(2, 2, 2, false), (2, 2, 2, false), (1, 5, 0, false), (1, 5, 0, false)], seen);

        void Look(ITraining training) => seen.Add((training.Epochs, training.Steps, training.ValidationFreq, training.IsInterrupted));
    }

    // As in Keras a validation is not cut short by what stops the training; an evaluation of its own is.
    [Fact]
    public void Stopping_ends_evaluations_and_predictions_of_their_own()
    {
        Model model = Compiled();
        var stopping = new LambdaCallback(onTestBatchEnd: (training, _, _) => training.StopTraining = true, onPredictBatchEnd: (training, _, _) => training.StopTraining = true);
        model.Evaluate(SmallData.X, SmallData.Classes, batchSize: 2, verbose: 0, callbacks: [Listener(), stopping]);
        Assert.Equal(1, _events.Count(text => text.EndsWith("ends", StringComparison.Ordinal)));
        Assert.Equal([2, 3], model.Predict(SmallData.X, batchSize: 2, callbacks: [stopping]).Shape());
        _events.Clear();
        model.Fit(SmallData.X, SmallData.Classes, epochs: 3, verbose: 0, validationSplit: 0.5f, validationBatchSize: 3, callbacks: [Listener(), stopping]);
        Assert.Equal(4, _events.Count(text => text.StartsWith("test batch", StringComparison.Ordinal) && text.EndsWith("ends", StringComparison.Ordinal)));
        Assert.Equal(1, _events.Count(text => text.StartsWith("epoch", StringComparison.Ordinal) && text.EndsWith("begins", StringComparison.Ordinal)));
    }

    [Fact]
    public void Who_comes_last_is_told_last()
    {
        var last = new Last(_events);
        Compiled().Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [last, new LambdaCallback(onEpochEnd: (_, _, _) => _events.Add("other"))]);
        Assert.Equal(["other", "last"], _events);
    }

    [Fact]
    public void Lines_are_printed_below_the_bar()
    {
        using var text = new StringWriter();
        Model model = Compiled();
        model.Terminal = new ConsoleTerminal(text, IsInteractive: true, HasColor: false, Width: 80, HasLines: false);
        model.Fit(SmallData.X, SmallData.Classes, callbacks: [new LambdaCallback(onEpochEnd: (training, _, _) => training.Print("here"))]);
        string[] lines = text.ToString().Split('\n');
        Assert.Equal("here", lines[1]);
        Assert.StartsWith("\r1/1 ====", lines[2]);
    }

    private LambdaCallback Listener() => new(
        onTrainBegin: _ => _events.Add("train begins"), onTrainEnd: _ => _events.Add("train ends"),
        onEpochBegin: (_, epoch) => _events.Add($"epoch {epoch} begins"), onEpochEnd: (_, epoch, logs) => _events.Add($"epoch {epoch} ends: {string.Join(", ", logs.Keys)}"),
        onTrainBatchBegin: (_, batch) => _events.Add($"train batch {batch} begins"), onTrainBatchEnd: (_, batch, _) => _events.Add($"train batch {batch} ends"),
        onTestBegin: _ => _events.Add("test begins"), onTestEnd: (_, logs) => _events.Add($"test ends: {string.Join(", ", logs.Keys)}"),
        onTestBatchBegin: (_, batch) => _events.Add($"test batch {batch} begins"), onTestBatchEnd: (_, batch, logs) => _events.Add($"test batch {batch} ends"),
        onPredictBegin: _ => _events.Add("predict begins"), onPredictEnd: _ => _events.Add("predict ends"),
        onPredictBatchBegin: (_, batch) => _events.Add($"predict batch {batch} begins"), onPredictBatchEnd: (_, batch, _) => _events.Add($"predict batch {batch} ends"));

    private static Model Compiled()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private sealed class Last(List<string> events) : Callback
    {
        internal override bool ComesLast => true;

        public override void OnEpochEnd(ITraining training, int epoch, Logs logs) => events.Add("last");
    }
}
