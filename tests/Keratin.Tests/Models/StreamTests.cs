using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

// The seed is the whole process's.
[Collection(nameof(Alone))]
public class StreamTests
{
    private static Sequential Net()
    {
        Utils.SetRandomSeed(7);
        var model = new Sequential { new Input(4), new Dense(8, "tanh"), new Dense(3, "softmax") };
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private static IEnumerable<Batch> Batches(int size = 5) => Batch.Split(SmallData.X, SmallData.Classes, size);

    [Fact]
    public void A_sequence_trains_to_the_same_bits_as_arrays()
    {
        Sequential arrays = Net(), sequence = Net(), asynchronous = Net();
        History expected = arrays.Fit(SmallData.X, SmallData.Classes, batchSize: 5, epochs: 3, shuffle: false, verbose: 0, validationData: (SmallData.X, SmallData.Classes));
        History actual = sequence.Fit(Batches(), epochs: 3, verbose: 0, validationData: Batches());
        History later = asynchronous.Fit(Slowly(Batches()), epochs: 3, verbose: 0, validationData: Slowly(Batches()), prefetch: 1);
        Assert.Equal(expected.ToCsv(), actual.ToCsv());
        Assert.Equal(expected.ToCsv(), later.ToCsv());
        for (int i = 0; i < arrays.Weights.Count; i++)
        {
            Numbers.SameBits(arrays.Weights[i].Span, sequence.Weights[i].Span);
            Numbers.SameBits(arrays.Weights[i].Span, asynchronous.Weights[i].Span);
        }
        Assert.Equal(arrays.Evaluate(SmallData.X, SmallData.Classes, 5, verbose: 0).ToString(), sequence.Evaluate(Batches(), verbose: 0).ToString());
    }

    [Fact]
    public void Arrays_validate_what_a_sequence_trains()
    {
        Sequential expected = Net(), actual = Net();
        string wanted = expected.Fit(Batches(), epochs: 2, verbose: 0, validationData: Batches(4)).ToCsv();
        Assert.Equal(wanted, actual.Fit(Batches(), epochs: 2, verbose: 0, validationData: (SmallData.X, SmallData.Classes), validationBatchSize: 4).ToCsv());
        Assert.Contains("val_accuracy", wanted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_is_predicted()
    {
        Sequential model = Net();
        float[] all = model.Predict(SmallData.X).ToArray();
        Numbers.Close(all, model.Predict(Batches(4)).ToArray());
        Numbers.Close(all.AsSpan()[..(2 * 4 * 3)], model.Predict(Batches(4), steps: 2).ToArray());
        Assert.Equal(model.Predict(SmallData.X).Shape(), model.PredictAll(Batches(5))[0].Shape());
        Assert.Contains("without any", Assert.Throws<ArgumentException>(() => model.Predict(Array.Empty<Batch>())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_without_end_is_cut_into_epochs_that_go_on()
    {
        int made = 0;
        IEnumerable<Batch> Endless()
        {
            while (true)
            {
                made++;
                yield return new Batch(new float[,] { { 1, 2, 3, made } }, new int[] { made % 3 });
            }
        }
        Sequential model = Net();
        var steps = new Recorder();
        model.Fit(Endless(), epochs: 3, stepsPerEpoch: 4, verbose: 0, callbacks: [steps]);
        Assert.Equal(12, steps.Events.Count(text => text.StartsWith("batch", StringComparison.Ordinal)));
        // What is ready ahead: two in the queue, and one that waits to get in.
        Assert.InRange(made, 12, 15);
    }

    [Fact]
    public void A_sequence_that_ends_early_begins_anew_within_an_epoch()
    {
        Sequential model = Net();
        History history = model.Fit(Batches(11), epochs: 2, stepsPerEpoch: 5, verbose: 0);
        Assert.Equal(2, history["loss"].Count);
        Assert.Equal(10, model.Optimizer!.Iterations.Span[0]);
    }

    [Fact]
    public void What_a_sequence_throws_is_thrown_by_fit_and_it_is_disposed()
    {
        bool isDisposed = false;
        IEnumerable<Batch> Broken()
        {
            try
            {
                yield return new Batch(SmallData.X, SmallData.Classes);
                throw new IOException("the disk is gone");
            }
            finally
            {
                isDisposed = true;
            }
        }
        var fault = Assert.Throws<IOException>(() => Net().Fit(Broken(), verbose: 0));
        Assert.Equal("the disk is gone", fault.Message);
        Assert.True(isDisposed);
        isDisposed = false;
        using var cancel = new CancellationTokenSource();
        var stop = new Recorder { OnBatchEnded = (_, _) => cancel.Cancel() };
        Assert.ThrowsAny<OperationCanceledException>(() => Net().Fit(Broken(), verbose: 0, callbacks: [stop], cancellationToken: cancel.Token));
        Assert.True(isDisposed);
    }

    [Fact]
    public void Nothing_and_what_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Net().Fit(Array.Empty<Batch>(), verbose: 0));
        Assert.Throws<ShapeException>(() => Net().Fit([new Batch(new float[2, 5], new int[2])], verbose: 0));
        Assert.Throws<ArgumentException>(() => Net().Fit([new Batch(new float[2, 4], new int[] { 0, 3 })], verbose: 0));
        Assert.Throws<ArgumentException>(() => Net().Fit([new Batch(new float[2, 4], new int[3])], verbose: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(Batches(), verbose: 0, stepsPerEpoch: 0));
    }

    [Fact]
    public void A_bar_of_unknown_length_says_so()
    {
        var text = new StringWriter();
        var bar = new ProgressBar(new ConsoleTerminal(text, IsInteractive: true, HasColor: false, Width: 80, HasLines: true), null, 1, new Clock());
        bar.Update(3, null);
        bar.Finish(12, null);
        Assert.Contains("      3/Unknown ", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("12/12 ━━━━━━━━━━━━━━━━━━━━ ", text.ToString(), StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<Batch> Slowly(IEnumerable<Batch> batches)
    {
        foreach (Batch batch in batches)
        {
            await Task.Yield();
            yield return batch;
        }
    }
}
