using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

[Collection(nameof(Alone))]
public class SameBitsTests
{
    [Fact]
    public void Three_ways_to_make_a_model_train_alike()
    {
        float[] listed = Train(SmallNet.Listed);
        Numbers.SameBits(listed, Train(SmallNet.ListedWithoutInput), "without input");
        Numbers.SameBits(listed, Train(SmallNet.Functional), "functional");
        Numbers.SameBits(listed, Train(SmallNet.Subclassed), "subclassed");
    }

    [Fact]
    public void The_same_seed_trains_alike_and_another_does_not()
    {
        float[] first = Train(SmallNet.Listed);
        Numbers.SameBits(first, Train(SmallNet.Listed));
        Assert.NotEqual(first, Train(SmallNet.Listed, seed: 43));
    }

    [Fact]
    public void Training_gives_the_same_bits_on_any_number_of_threads()
    {
        int before = Backend.Threads;
        try
        {
            float[][] trained = [.. new[] { 1, 2, 4 }.Select(threads =>
            {
                Backend.Threads = threads;
                return Train(ConvolutionalNet, images: true);
            })];
            Numbers.SameBits(trained[0], trained[1], "2 threads");
            Numbers.SameBits(trained[0], trained[2], "4 threads");
        }
        finally
        {
            Backend.Threads = before;
        }
    }

    [Fact]
    public void A_changed_number_of_threads_holds_for_plans_made_before()
    {
        int before = Backend.Threads;
        try
        {
            Model model = ConvolutionalNet();
            Tensor<float> x = Numbers.Wave([40, 12, 12, 2]);
            Backend.Threads = 1;
            float[] one = model.Predict(x).ToArray();
            Backend.Threads = 4;
            Numbers.SameBits(one, model.Predict(x).ToArray());
            Backend.Threads = 1;
            Numbers.SameBits(one, model.Predict(x).ToArray());
        }
        finally
        {
            Backend.Threads = before;
        }
    }

    [Fact]
    public void Predicting_from_eight_threads_at_once_gives_the_same_bits()
    {
        Utils.SetRandomSeed(7);
        Model model = ConvolutionalNet();
        Tensor<float>[] x = [.. Enumerable.Range(0, 8).Select(i => Numbers.Wave([20 + i, 12, 12, 2], phase: i))];
        float[][] alone = [.. x.Select(samples => model.Predict(samples).ToArray())];
        float[][] together = new float[8 * 5][];
        RunOnThreads(8, thread =>
        {
            for (int repeat = 0; repeat < 5; repeat++)
                together[(thread * 5) + repeat] = model.Predict(x[thread]).ToArray();
        });
        for (int i = 0; i < together.Length; i++)
            Numbers.SameBits(alone[i / 5], together[i], $"thread {i / 5}");
    }

    [Fact]
    public void A_model_that_was_never_asked_may_be_asked_from_eight_threads_at_once()
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Model model = SmallNet.ListedWithoutInput();
            float[][] results = new float[8][];
            RunOnThreads(8, thread => results[thread] = model.Predict(SmallData.X).ToArray());
            Assert.Equal(4, model.Weights.Count);
            Assert.All(results, result => Numbers.SameBits(results[0], result));
        }
    }

    // A thousand calls may leave behind what the collector has not fetched yet, but nothing that stays.
    [Fact]
    public void A_thousand_predictions_leave_nothing_behind()
    {
        Model model = SmallNet.Listed();
        Predict(100);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Predict(1000);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(after - before < 50_000, $"{after - before} bytes stayed.");

        void Predict(int times)
        {
            for (int i = 0; i < times; i++)
                model.Predict(SmallData.X, batchSize: 8);
        }
    }

    private static Model ConvolutionalNet() => new Sequential
    {
        new Input(12, 12, 2),
        new Conv2D(8, 3, "relu") { Padding = Padding.Same },
        new BatchNormalization(),
        new MaxPooling2D(2),
        new Conv2D(12, 3, "tanh"),
        new AveragePooling2D(2),
        new Flatten(),
        new Dropout(0.3f),
        new Dense(3, "softmax"),
    };

    private static float[] Train(Func<Model> make, bool images) => Train(make, seed: 42, images ? Numbers.Wave([SmallData.Count, 12, 12, 2]) : SmallData.X);

    private static float[] Train(Func<Model> make, long seed = 42, Tensor<float>? x = null)
    {
        Utils.SetRandomSeed(seed);
        Model model = make();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        History history = model.Fit(x ?? SmallData.X, SmallData.Classes, batchSize: 8, epochs: 3, verbose: 0, validationSplit: 0.25f);
        return [.. model.GetWeights().SelectMany(weight => weight.ToArray()), .. history.Keys.SelectMany(key => history[key])];
    }

    private static void RunOnThreads(int count, Action<int> work)
    {
        var errors = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        using var gate = new Barrier(count);
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            gate.SignalAndWait();
            try
            {
                work(i);
            }
            catch (Exception error)
            {
                errors.Enqueue(error);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Empty(errors);
    }
}
