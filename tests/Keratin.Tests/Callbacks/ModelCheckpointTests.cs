using Keratin.Callbacks;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

public sealed class ModelCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_epoch_is_saved_under_its_number_and_loss()
    {
        Model model = Compiled();
        List<float[]> weights = [];
        var recorder = new Recorder { OnEpochEnded = (training, _) => weights.Add(training.GetWeights()[0].ToArray()) };
        History history = model.Fit(
            SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, validationSplit: 0.2f,
            callbacks: [recorder, new ModelCheckpoint(_folder.At("sub/{epoch:02d}-{val_loss:.4f}.keras"))]);
        string[] names = [.. history["val_loss"].Select((loss, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0{i + 1}-{loss:F4}.keras"))];
        Assert.Equal(names, Names("sub"));
        Model first = Keratin.Saving.Models.Load(_folder.At($"sub/{names[0]}"));
        Assert.Equal(weights[0], first.Weights[0].Span.ToArray());
        Assert.Equal(1, first.Optimizer!.Iterations.Span[0]);
    }

    // Values 3, 5, 2, 2, 1: better than all before after epochs 1, 3 and 5.
    [Fact]
    public void Only_the_best_are_saved()
    {
        var checkpoint = new ModelCheckpoint(_folder.At("{epoch}.weights.h5"), "score") { SaveBestOnly = true, SaveWeightsOnly = true, Mode = MonitorMode.Min };
        Compiled().Fit(SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, callbacks: [Scores(3, 5, 2, 2, 1), checkpoint]);
        Assert.Equal(["1.weights.h5", "3.weights.h5", "5.weights.h5"], Names());
        Assert.Equal(1, checkpoint.Best);
    }

    [Theory]
    [InlineData(0f, MonitorMode.Min, 0)]
    [InlineData(4f, MonitorMode.Min, 1)]
    [InlineData(4f, MonitorMode.Max, 1)]
    [InlineData(9f, MonitorMode.Max, 0)]
    public void A_threshold_is_there_from_the_beginning(float threshold, MonitorMode mode, int files)
    {
        var checkpoint = new ModelCheckpoint(_folder.At("x.weights.h5"), "score")
        {
            SaveBestOnly = true,
            SaveWeightsOnly = true,
            Mode = mode,
            InitialValueThreshold = threshold,
        };
        Compiled().Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [Scores(3, 5), checkpoint]);
        Assert.Equal(files, Names().Length);
    }

    // Keras' test: 5 batches an epoch, saved every 15 batches: after epochs 3, 6, 9.
    [Fact]
    public void Batches_are_counted_through_epochs()
    {
        Compiled().Fit(
            SmallData.X, SmallData.Classes, batchSize: 5, epochs: 10, verbose: 0, callbacks: [new ModelCheckpoint(_folder.At("{epoch:02d}.weights.h5")) { SaveFreq = 15, SaveWeightsOnly = true }]);
        Assert.Equal(["03.weights.h5", "06.weights.h5", "09.weights.h5"], Names());
    }

    [Fact]
    public void The_batch_may_be_in_the_name()
    {
        Compiled().Fit(
            SmallData.X, SmallData.Classes, batchSize: 11, epochs: 2, verbose: 0, callbacks: [new ModelCheckpoint(_folder.At("{epoch:02d}-{batch:02d}-{loss:.0f}.keras")) { SaveFreq = 1 }]);
        Assert.Equal(["01-01", "01-02", "02-01", "02-02"], Names().Select(name => name[..5]));
    }

    [Fact]
    public void A_value_that_nobody_reports_is_warned_of_and_the_model_saved()
    {
        var training = new FakeTraining();
        Compiled().Fit(
            SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new ModelCheckpoint(_folder.At("x.keras"), "unknown") { SaveBestOnly = true, Mode = MonitorMode.Min }]);
        Assert.Equal(["x.keras"], Names());
    }

    [Fact]
    public void It_says_what_it_does()
    {
        using var text = new StringWriter();
        Model model = Compiled();
        model.Terminal = new ConsoleTerminal(text, IsInteractive: false, HasColor: false, Width: 80, HasLines: false);
        string path = _folder.At("x.keras");
        model.Fit(
            SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [Scores(3, 5), new ModelCheckpoint(path, "score") { SaveBestOnly = true, Verbose = 1, Mode = MonitorMode.Min }]);
        Assert.Equal(
            $"Epoch 1: score improved from None to 3.00000, saving model to {path}\nEpoch 1: finished saving model to {path}\nEpoch 2: score did not improve from 3.00000\n",
            text.ToString());
    }

    [Theory]
    [InlineData("x.h5", false, "expected a name that ends in .keras")]
    [InlineData("x.keras", true, "expected a name that ends in .weights.h5")]
    public void Names_that_end_otherwise_are_refused_before_training(string name, bool weightsOnly, string message)
    {
        var recorder = new Recorder();
        var error = Assert.Throws<ArgumentException>(() => Compiled().Fit(
            SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new ModelCheckpoint(name) { SaveWeightsOnly = weightsOnly }, recorder]));
        Assert.Contains(message, error.Message);
        Assert.Empty(recorder.Events);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Directory.CreateDirectory(_folder.At("x.keras"));
        var error = Assert.Throws<IOException>(() => Compiled().Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new ModelCheckpoint(_folder.At("x.keras"))]));
        Assert.Contains("folder", error.Message);
    }

    private string[] Names(string sub = "") => [.. Directory.EnumerateFiles(_folder.At(sub)).Select(file => Path.GetFileName(file)!).Order()];

    private static LambdaCallback Scores(params float[] scores) => new(onEpochEnd: (_, epoch, logs) => logs["score"] = scores[epoch]);

    private static Model Compiled()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }
}
