using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

/// <summary>Batches cost no memory, whoever asks for them; what a call of <c>Fit</c> or <c>Evaluate</c> sets up does not count.</summary>
public class AllocationTests
{
    [Fact]
    public void Prediction_into_given_memory_allocates_nothing()
    {
        var model = new Sequential { new Input(12, 12, 1), new Conv2D(4, 3, "relu"), new MaxPooling2D(2), new Flatten(), new Dense(70, "relu"), new Dense(3) };
        float[] x = Numbers.Wave([5, 144]).ToArray(), destination = new float[15];
        Keratin.Data.Samples samples = Numbers.Of([5, 12, 12, 1], x);
        Assert.Equal(0, AllocatedBy(() =>
        {
            // Whole batches and a remainder: two plans take turns.
            model.Predict(x, destination, batchSize: 2);
            model.Predict(samples, destination, batchSize: 2);
            model.Predict(x.AsSpan(144, 144), destination);
        }));
    }

    [Fact]
    public void A_batch_of_training_allocates_nothing()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        var meter = new AllocationMeter();
        // 18 samples train in batches of 4: four whole ones and a remainder. The first epoch makes the plans.
        model.Fit(SmallData.X, SmallData.Classes, batchSize: 4, epochs: 3, verbose: 0, validationSplit: 0.2f, callbacks: [meter]);
        Assert.Equal(2 * 4, meter.Allocated.Count);
        Assert.All(meter.Allocated, bytes => Assert.Equal(0, bytes));
    }

    [Fact]
    public void A_batch_of_evaluation_allocates_nothing()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        long few = AllocatedBy(() => model.Evaluate(SmallData.X, SmallData.Classes, batchSize: 11, verbose: 0));
        long many = AllocatedBy(() => model.Evaluate(SmallData.X, SmallData.Classes, batchSize: 1, verbose: 0));
        Assert.Equal(few, many);
    }

    // Bytes of one call on this thread, after some that make the plans.
    private static long AllocatedBy(Action action)
    {
        for (int run = 0; run < 50; run++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Bytes from the end of one batch to the end of the next, from the second epoch on.
    private sealed class AllocationMeter : Callback
    {
        private long _before;
        private int _epoch;

        public List<long> Allocated { get; } = new(100);

        public override void OnEpochBegin(ITraining training, int epoch) => _epoch = epoch;

        public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (batch > 0 && _epoch > 0)
                Allocated.Add(now - _before);
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
