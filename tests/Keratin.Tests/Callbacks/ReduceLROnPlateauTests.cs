using Keratin.Callbacks;

namespace Keratin.Tests.Callbacks;

public class ReduceLROnPlateauTests
{
    // Keras' own numbers (reduce_lr_on_plateau_test.py): a rate of 0.1 and changes that never count.
    [Theory]
    [InlineData(2, 0, 0, 0.01f)]
    [InlineData(4, 0.005, 0, 0.005f)]
    [InlineData(4, 0, 2, 0.001f)]
    public void The_rate_falls_by_the_factor(int epochs, double minLR, int cooldown, float expected)
    {
        var plateau = new ReduceLROnPlateau { Patience = 1, Factor = 0.1, MinDelta = 100, MinLR = minLR, Cooldown = cooldown };
        var (training, _) = Run(plateau, "val_loss", [.. Enumerable.Range(0, epochs).Select(epoch => 1f / (epoch + 1))]);
        Numbers.Close([expected], [training.LearningRate], 1e-9f);
    }

    // Epoch 0 best 1; 1, 2: wait 1, 2, reduced; 3: 0.5 is progress; 4, 5: wait 1, 2, reduced. The logs have the rate of before.
    [Fact]
    public void Each_wait_counts_from_the_last_progress_or_reduction()
    {
        var plateau = new ReduceLROnPlateau("loss") { Patience = 2, Factor = 0.5 };
        var (training, rates) = Run(plateau, "loss", [1, 1, 1, 0.5f, 0.5f, 0.5f, 0.5f]);
        Assert.Equal([0.1f, 0.1f, 0.1f, 0.05f, 0.05f, 0.05f, 0.025f], rates);
        Assert.Equal(0.025f, training.LearningRate);
        Assert.Equal(1, plateau.Wait);
    }

    // 1 → 0.99995 is less than 1e-4, the default.
    [Fact]
    public void Small_changes_do_not_count()
    {
        var plateau = new ReduceLROnPlateau("loss") { Patience = 1 };
        var (training, _) = Run(plateau, "loss", [1, 0.99995f]);
        Assert.Equal(0.01f, training.LearningRate);
    }

    [Fact]
    public void It_says_what_it_does()
    {
        var (training, _) = Run(new ReduceLROnPlateau("loss") { Patience = 1, Verbose = 1 }, "loss", [1, 1]);
        Assert.Equal(["Epoch 2: ReduceLROnPlateau reducing learning rate to 0.01."], training.Printed);
    }

    [Fact]
    public void A_factor_that_reduces_nothing_is_refused() =>
        Assert.Contains("'Factor' is below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau { Factor = 1 }).Message);

    // The rate stands in the logs, so it is among what is available.
    [Fact]
    public void A_value_that_nobody_reports_is_warned_of()
    {
        var (training, _) = Run(new ReduceLROnPlateau(), "loss", [1]);
        Assert.StartsWith("ReduceLROnPlateau watches val_loss, which is not there. Available: learning_rate, loss.", Assert.Single(training.Warned).Message);
    }

    [Fact]
    public void Each_run_begins_anew()
    {
        var plateau = new ReduceLROnPlateau("loss") { Patience = 3, Cooldown = 2 };
        Run(plateau, "loss", [1, 1, 1]);
        Assert.Equal((1f, 2), (plateau.Best, plateau.Wait));
        plateau.OnTrainBegin(new FakeTraining());
        Assert.Equal((null, 0), (plateau.Best, plateau.Wait));
    }

    private static (FakeTraining Training, List<float> Rates) Run(ReduceLROnPlateau plateau, string name, float[] values)
    {
        var training = new FakeTraining();
        plateau.OnTrainBegin(training);
        List<float> rates = [];
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            Logs logs = FakeTraining.Of(name, values[epoch]);
            plateau.OnEpochEnd(training, epoch, logs);
            rates.Add(logs["learning_rate"]);
        }
        return (training, rates);
    }
}
