using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Saving;
using Keratin.Tests.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

/// <summary>A training that was killed goes on with the same bits. What goes on draws other seeds than what was killed, as another process would.</summary>
[Collection(nameof(Alone))]
public sealed class BackupAndRestoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.At("backup");

    public void Dispose() => _folder.Dispose();

    // Three batches an epoch (22 samples in 8); killed after so many, saved after each epoch or each so many batches.
    [Theory]
    [InlineData(0, 4)]
    [InlineData(0, 9)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(1, 4)]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(2, 8)]
    [InlineData(3, 5)]
    [InlineData(4, 11)]
    public void Killed_and_started_again_it_ends_with_the_same_bits(int saveFreq, int killedAfter) => Compare(
        () => Net(), (model, callbacks) => model.Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 5, verbose: 0, validationData: (SmallData.X, SmallData.Classes), callbacks: callbacks),
        saveFreq, killedAfter);

    // 4 steps an epoch of 3 a pass: epochs begin in the middle of passes.
    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 5)]
    [InlineData(1, 6)]
    [InlineData(1, 7)]
    [InlineData(1, 9)]
    public void Epochs_that_are_no_passes_go_on_where_they_were(int saveFreq, int killedAfter) => Compare(
        () => Net(), (model, callbacks) => model.Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 4, verbose: 0, stepsPerEpoch: 4, callbacks: callbacks),
        saveFreq, killedAfter);

    [Theory]
    [InlineData(0, 4, null)]
    [InlineData(1, 3, null)]
    [InlineData(1, 4, null)]
    [InlineData(0, 6, 4)]
    [InlineData(1, 5, 4)]
    [InlineData(1, 6, 4)]
    [InlineData(1, 9, 4)]
    public void Sequences_are_gone_through_up_to_where_they_were(int saveFreq, int killedAfter, int? stepsPerEpoch) => Compare(
        () => Net(), (model, callbacks) => model.Fit(
            Batch.Split(SmallData.X, SmallData.Classes, 8), epochs: 4, verbose: 0, stepsPerEpoch: stepsPerEpoch, callbacks: callbacks),
        saveFreq, killedAfter);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 5)]
    public void What_other_callbacks_remember_goes_on(int saveFreq, int killedAfter) => Compare(
        () => Net(), (model, callbacks) => model.Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 6, verbose: 0, shuffle: false,
            callbacks:
            [
                new EarlyStopping("loss") { Patience = 3, MinDelta = 100, RestoreBestWeights = true },
                new ReduceLROnPlateau("loss") { Patience = 2, MinDelta = 100, Factor = 0.5 },
                new LearningRateScheduler((_, rate) => rate * 0.9f),
                .. callbacks,
            ]),
        saveFreq, killedAfter);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    public void Averages_that_are_in_the_model_stay_what_they_are(int saveFreq, int killedAfter) => Compare(
        () => Net(new SGD(0.1f) { UseEma = true, EmaMomentum = 0.5f }), (model, callbacks) => model.Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 4, verbose: 0, callbacks: [new SwapEMAWeights(swapOnEpoch: true), .. callbacks]),
        saveFreq, killedAfter);

    [Fact]
    public void The_history_begins_where_it_went_on()
    {
        Kill(Net(), 7, new BackupAndRestore(Folder));
        History history = Net().Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 5, verbose: 0, callbacks: [new Killer(int.MaxValue), new BackupAndRestore(Folder)]);
        Assert.Equal([2, 3, 4], history.Epoch);
    }

    [Fact]
    public void The_record_is_a_weights_file_and_goes_when_training_is_over()
    {
        Model model = Net();
        float[] saved = [];
        var looking = new LambdaCallback(onEpochBegin: (_, epoch) =>
        {
            if (epoch == 1)
                saved = Loaded(Path.Combine(Folder, "latest.weights.h5"));
        });
        List<float[]> weights = [];
        var recorder = new Recorder { OnEpochEnded = (training, _) => weights.Add(training.GetWeights()[0].ToArray()) };
        model.Fit(SmallData.X, SmallData.Classes, batchSize: 8, epochs: 2, verbose: 0, callbacks: [new BackupAndRestore(Folder), looking, recorder]);
        Assert.Equal(weights[0], saved);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void The_record_stays_where_that_is_wanted_and_so_does_what_is_not_ours()
    {
        Net().Fit(SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new BackupAndRestore(Folder) { DeleteCheckpoint = false }]);
        Assert.True(File.Exists(Path.Combine(Folder, "latest.weights.h5")));
        File.WriteAllText(Path.Combine(Folder, "mine.txt"), "");
        Net().Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [new BackupAndRestore(Folder)]);
        Assert.Equal(["mine.txt"], Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)!));
    }

    [Fact]
    public void Cancelling_leaves_the_record()
    {
        using var source = new CancellationTokenSource();
        var cancelling = new LambdaCallback(onEpochEnd: (_, epoch, _) => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => Net().Fit(
            SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, callbacks: [new BackupAndRestore(Folder), cancelling], cancellationToken: source.Token));
        Assert.Equal([1], Net().Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [new LambdaCallback(), new BackupAndRestore(Folder)]).Epoch);
    }

    [Fact]
    public void Where_the_last_record_is_damaged_the_one_before_does()
    {
        Kill(Net(), 7, new BackupAndRestore(Folder) { DoubleCheckpoint = true });
        File.WriteAllText(Path.Combine(Folder, "latest.weights.h5"), "0");
        History history = Net().Fit(
            SmallData.X, SmallData.Classes, batchSize: 8, epochs: 5, verbose: 0, callbacks: [new Killer(int.MaxValue), new BackupAndRestore(Folder) { DoubleCheckpoint = true }]);
        Assert.Equal([1, 2, 3, 4], history.Epoch);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Records_of_other_trainings_are_refused()
    {
        Kill(Net(), 4, new BackupAndRestore(Folder));
        AssertRefused("the weights do not fit", () => Fit(Compiled(new Sequential { new Input(4), new Dense(9), new Dense(3, "softmax") }, "adam")));
        AssertRefused("begins anew", () => Fit(Net(new SGD())));
        AssertRefused("expected the callbacks of before", () => Net().Fit(
            SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new BackupAndRestore(Folder), new CsvLogger(_folder.At("x.csv"))]));
        AssertRefused("shuffled, or not, as here", () => Net().Fit(
            SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, shuffle: false, callbacks: [new Killer(int.MaxValue), new BackupAndRestore(Folder)]));
        AssertRefused("sources of random numbers", () => Fit(Compiled(
            new Sequential { new Input(4), new Dense(16, "relu"), new BatchNormalization(), new Dense(3, "softmax") }, "adam")));
        File.WriteAllText(Path.Combine(Folder, "latest.weights.h5"), "0");
        AssertRefused("latest.weights.h5", () => Fit(Net()));

        void Fit(Model model) => model.Fit(SmallData.X, SmallData.Classes, epochs: 5, verbose: 0, callbacks: [new Killer(int.MaxValue), new BackupAndRestore(Folder)]);

        static void AssertRefused(string message, Action fit)
        {
            var error = Assert.Throws<InvalidDataException>(fit);
            Assert.Contains(message, error.Message);
            Assert.Contains("delete", error.Message);
        }
    }

    [Fact]
    public void Weights_alone_are_no_record()
    {
        Directory.CreateDirectory(Folder);
        Model model = Net();
        model.SaveWeights(Path.Combine(Folder, "latest.weights.h5"));
        Assert.Contains("got weights alone", Assert.Throws<InvalidDataException>(() => model.Fit(
            SmallData.X, SmallData.Classes, verbose: 0, callbacks: [new BackupAndRestore(Folder)])).Message);
    }

    [Fact]
    public void A_model_without_weights_is_refused()
    {
        Model model = Compiled(SmallNet.ListedWithoutInput(), "adam");
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(
            Batch.Split(SmallData.X, SmallData.Classes, 8), verbose: 0, callbacks: [new BackupAndRestore(Folder)]));
        Assert.Contains("begin with an Input", error.Message);
        Assert.Throws<ArgumentException>(() => new BackupAndRestore(""));
    }

    // The same training without and with a kill: all weights, the optimizer and the values of the epochs that both saw.
    private void Compare(Func<Model> make, Func<Model, IReadOnlyList<Callback>, History> fit, int saveFreq, int killedAfter)
    {
        Utils.SetRandomSeed(5);
        Model whole = make();
        History expected = fit(whole, [new Killer(int.MaxValue), new BackupAndRestore(_folder.At("unused"))]);

        Utils.SetRandomSeed(5);
        Assert.Throws<OperationCanceledException>(() => fit(make(), [new Killer(killedAfter), new BackupAndRestore(Folder) { SaveFreq = saveFreq }]));
        Utils.SetRandomSeed(6);
        Model again = make();
        History got = fit(again, [new Killer(int.MaxValue), new BackupAndRestore(Folder) { SaveFreq = saveFreq }]);

        Assert.Equal(whole.Weights.Count, again.Weights.Count);
        for (int i = 0; i < whole.Weights.Count; i++)
            Numbers.SameBits(whole.Weights[i].Span, again.Weights[i].Span, whole.Weights[i].Path);
        Assert.Equal(whole.Optimizer!.Iterations.Span[0], again.Optimizer!.Iterations.Span[0]);
        Assert.Equal(whole.Optimizer.LearningRate, again.Optimizer.LearningRate);
        for (int i = 0; i < whole.Optimizer.Slots.Count; i++)
            Numbers.SameBits(whole.Optimizer.Slots[i].Span, again.Optimizer.Slots[i].Span, whole.Optimizer.Slots[i].Path);
        Assert.Equal(expected.Epoch[^1], got.Epoch[^1]);
        string[] rows = got.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^(rows.Length - 1)..], rows[1..]);
        Assert.True(rows.Length > 1);
    }

    private static void Kill(Model model, int batches, BackupAndRestore backup) => Assert.Throws<OperationCanceledException>(() => model.Fit(
        SmallData.X, SmallData.Classes, batchSize: 8, epochs: 5, verbose: 0, callbacks: [new Killer(batches), backup]));

    private static float[] Loaded(string file)
    {
        Model model = Net();
        model.LoadWeights(file);
        return model.Weights[0].Span.ToArray();
    }

    private static Model Net(Optimizer? optimizer = null) => Compiled(
        new Sequential { new Input(4), new Dense(16, "relu"), new Dropout(0.25f), new BatchNormalization(), new Dropout(0.5f), new Dense(3, "softmax") }, optimizer ?? "adam");

    private static Model Compiled(Model model, Optimizer optimizer)
    {
        model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    // Ends the run as Ctrl-C would, before the batch is recorded.
    private sealed class Killer(int batches) : Callback
    {
        private int _left = batches;

        public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
        {
            if (--_left == 0)
                throw new OperationCanceledException();
        }
    }
}
