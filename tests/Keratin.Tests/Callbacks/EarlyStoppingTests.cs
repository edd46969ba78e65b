using Keratin.Callbacks;
using Keratin.Models;
using Keratin.Tests.Models;

namespace Keratin.Tests.Callbacks;

public class EarlyStoppingTests
{
    // The numbers of Keras' own tests (early_stopping_test.py).
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    public void It_stops_after_as_many_epochs_without_progress(int patience, int stopped)
    {
        var stopping = new EarlyStopping("loss") { Patience = patience };
        FakeTraining training = Run(stopping, "loss", [10, 9, 8, 9, 8.9f, 8.8f, 8.7f, 8.6f, 8.5f]);
        Assert.Equal(stopped, stopping.StoppedEpoch);
        Assert.True(training.StopTraining);
        Assert.Equal((2, 8f), (stopping.BestEpoch, stopping.Best));
    }

    [Fact]
    public void The_weights_of_the_best_epoch_come_back()
    {
        var stopping = new EarlyStopping { Patience = 2, RestoreBestWeights = true };
        FakeTraining training = Run(stopping, "val_loss", [0.2f, 0.15f, 0.1f, 0.11f, 0.12f], out int trained);
        Assert.Equal((5, 2f), (trained, training.Weight));
    }

    // No epoch beats the baseline, so waiting never begins anew: five epochs, and the best of them counts.
    [Fact]
    public void Where_no_epoch_beats_the_baseline_the_best_of_them_counts()
    {
        var stopping = new EarlyStopping { Patience = 5, Baseline = 0.5, RestoreBestWeights = true };
        FakeTraining training = Run(stopping, "val_loss", [0.9f, 0.8f, 0.7f, 0.71f, 0.72f, 0.73f], out int trained);
        Assert.Equal((5, 2f), (trained, training.Weight));
    }

    [Fact]
    public void The_weights_come_back_also_where_somebody_else_stopped()
    {
        var stopping = new EarlyStopping { Patience = 5, Baseline = 0.5, RestoreBestWeights = true };
        FakeTraining training = Run(stopping, "val_loss", [0.9f, 0.8f, 0.7f, 0.71f], out _);
        Assert.Equal(2, training.Weight);
        Assert.Equal(0, stopping.StoppedEpoch);
    }

    [Fact]
    public void A_run_that_broke_off_keeps_its_weights()
    {
        var stopping = new EarlyStopping { RestoreBestWeights = true, Patience = 9 };
        var training = new FakeTraining { Weight = 0 };
        stopping.OnTrainBegin(training);
        stopping.OnEpochEnd(training, 0, FakeTraining.Of("val_loss", 1));
        (training.Weight, training.IsInterrupted) = (7, true);
        stopping.OnTrainEnd(training);
        Assert.Equal(7, training.Weight);
    }

    // 1 → 0.95 is a change of 0.05, which is not above 0.1; 0.85 is better than 1 by 0.15.
    [Fact]
    public void Small_changes_do_not_count()
    {
        var stopping = new EarlyStopping("loss") { Patience = 9, MinDelta = -0.1 };
        Run(stopping, "loss", [1, 0.95f, 0.85f, 0.8f]);
        Assert.Equal((0.85f, 2, 1), (stopping.Best, stopping.BestEpoch, stopping.Wait));
    }

    [Fact]
    public void Nothing_is_watched_before_its_time()
    {
        var stopping = new EarlyStopping("loss") { StartFromEpoch = 3 };
        Run(stopping, "loss", [1, 2, 3, 4, 3, 5]);
        Assert.Equal((3f, 4, 5), (stopping.Best, stopping.BestEpoch, stopping.StoppedEpoch));
    }

    [Fact]
    public void Accuracies_get_better_by_growing_and_a_mode_wins_over_the_name()
    {
        var accuracy = new EarlyStopping("val_accuracy");
        Run(accuracy, "val_accuracy", [0.5f, 0.6f, 0.7f]);
        Assert.Equal(0.7f, accuracy.Best);
        var turned = new EarlyStopping("val_accuracy") { Mode = MonitorMode.Min };
        Run(turned, "val_accuracy", [0.5f, 0.6f, 0.7f]);
        Assert.Equal((0.5f, 1), (turned.Best, turned.StoppedEpoch));
    }

    [Fact]
    public void A_value_of_which_nobody_knows_the_direction_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Run(new EarlyStopping("mood"), "mood", [1]));
        Assert.Contains("'mood'", error.Message);
        Assert.Contains("MonitorMode.Max", error.Message);
    }

    [Fact]
    public void A_value_that_nobody_reports_is_warned_of()
    {
        FakeTraining training = Run(new EarlyStopping(), "loss", [1]);
        Warning warning = Assert.Single(training.Warned);
        Assert.Equal("monitor-missing", warning.Id);
        Assert.Equal("EarlyStopping watches val_loss, which is not there. Available: loss. Give Fit validationData or a validationSplit.", warning.Message);
    }

    // With a validation every third epoch two of three have no val_loss, as asked for.
    [Fact]
    public void Epochs_without_validation_are_no_reason_to_warn()
    {
        var training = new FakeTraining { ValidationFreq = 3 };
        var stopping = new EarlyStopping();
        stopping.OnTrainBegin(training);
        for (int epoch = 0; epoch < 2; epoch++)
            stopping.OnEpochEnd(training, epoch, FakeTraining.Of("loss", 1));
        Assert.Empty(training.Warned);
    }

    [Fact]
    public void It_says_what_it_does()
    {
        FakeTraining training = Run(new EarlyStopping("loss") { Verbose = 1, RestoreBestWeights = true }, "loss", [1, 2]);
        Assert.Equal(["Epoch 2: early stopping", "Restoring model weights from the end of the best epoch: 1."], training.Printed);
    }

    [Fact]
    public void Each_run_begins_anew()
    {
        var stopping = new EarlyStopping("loss");
        Run(stopping, "loss", [1, 2]);
        Assert.Equal(1, stopping.StoppedEpoch);
        Run(stopping, "loss", [5, 4, 3]);
        Assert.Equal((0, 3f, 2), (stopping.StoppedEpoch, stopping.Best, stopping.BestEpoch));
    }

    // After a NaN nothing is ever better.
    [Fact]
    public void A_loss_that_is_no_number_stops()
    {
        var stopping = new EarlyStopping("loss") { Patience = 2 };
        Run(stopping, "loss", [float.NaN, float.NaN, float.NaN, float.NaN]);
        Assert.Equal(2, stopping.StoppedEpoch);
    }

    [Fact]
    public void In_fit_it_ends_the_training_with_the_best_weights()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        List<float[]> weights = [];
        var recorder = new Recorder { OnEpochEnded = (training, _) => weights.Add(training.GetWeights()[0].ToArray()) };
        // No epoch is better than the first by 100.
        History history = model.Fit(
            SmallData.X, SmallData.Classes, epochs: 9, verbose: 0, callbacks: [recorder, new EarlyStopping("loss") { Patience = 2, MinDelta = 100, RestoreBestWeights = true }]);
        Assert.Equal([0, 1, 2], history.Epoch);
        Assert.Equal(weights[0], model.Weights[0].Span.ToArray());
    }

    private static FakeTraining Run(EarlyStopping stopping, string name, float[] values) => Run(stopping, name, values, out _);

    // As Fit would: the weight after each epoch is its number.
    private static FakeTraining Run(EarlyStopping stopping, string name, float[] values, out int trained)
    {
        var training = new FakeTraining();
        stopping.OnTrainBegin(training);
        trained = 0;
        foreach (float value in values)
        {
            training.Weight = trained;
            stopping.OnEpochEnd(training, trained++, FakeTraining.Of(name, value));
            if (training.StopTraining)
                break;
        }
        stopping.OnTrainEnd(training);
        return training;
    }
}
