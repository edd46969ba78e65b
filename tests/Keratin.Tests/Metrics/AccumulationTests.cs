using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.Metrics;

[Collection(nameof(CpuBackend.Threads))]
public class AccumulationTests
{
    // From 2²⁴ on a float has no room for one more: 60,000 images of 28 × 28 pixels are 47 million.
    [Fact]
    public void Counts_beyond_the_digits_of_a_float_are_not_lost()
    {
        const float Full = 1 << 24;
        var metric = new TruePositives();
        metric.UpdateState(new float[] { 1 }, new float[] { 1 });
        metric.Variables[0].Span[1] = Full;
        for (int i = 0; i < 4; i++)
            metric.UpdateState(new float[] { 1 }, new float[] { 1 });
        Assert.Equal(Full + 4, metric.Result());
        metric.ResetState();
        metric.UpdateState(new float[] { 1 }, new float[] { 1 });
        Assert.Equal(1, metric.Result());

        var sum = new Sum();
        sum.Update(Full);
        for (int i = 0; i < 10; i++)
            sum.Update(1);
        Assert.Equal(Full + 10, sum.Result());
    }

    [Fact]
    public void A_sum_of_many_fractions_is_rounded_once()
    {
        var sum = new Sum();
        for (int i = 0; i < 10_000; i++)
            sum.Update(0.1f);
        Assert.Equal((float)(10_000 * (double)0.1f), sum.Result());
    }

    // A mean counts samples, not their numbers.
    [Fact]
    public void A_mean_counts_samples()
    {
        var accuracy = new BinaryAccuracy();
        accuracy.UpdateState(new float[2, 100], new float[2, 100]);
        Assert.Equal([2f, 2], accuracy.Variables.Select(variable => variable.Span[0]));
        // Weighted by number, then by sample: (1 + 0)/2 and (0 + 0)/2 with weights 1 and 3.
        Assert.Equal(0.25f, new BinaryAccuracy().Evaluate(
            new float[,] { { 1, 1 }, { 1, 1 } }, new float[,] { { 1, 0 }, { 0, 1 } }, new float[,] { { 1, 1 }, { 2, 0 } }));
    }

    // One of each kind in one step.
    [Fact]
    public void A_step_allocates_nothing()
    {
        Metric[] metrics =
        [
            new AUC(), new AUC(multiLabel: true), new Precision([0.2f, 0.3f], topK: 2), new SensitivityAtSpecificity(0.5f), new F1Score(), new R2Score(),
            new OneHotMeanIoU(4), new TopKCategoricalAccuracy(2), new PearsonCorrelation(), MeanOfLoss.KLDivergence(),
        ];
        int threads = CpuBackend.Threads;
        using var trace = new Trace(training: false);
        KerasTensor y = Ops.Input([30, 4]), p = Ops.Input([30, 4]), weight = Ops.Input([30]);
        foreach (Metric metric in metrics)
            metric.UpdateState(y, p, weight);
        var graph = new TracedGraph([y, p, weight], [], trace.Updates);
        float[][] inputs = [Numbers.Of([30], [.. Enumerable.Range(0, 30).Select(i => (float)(i % 4))]).ToArray(), Engine.Random(120, 1, 0, 1), Engine.Random(30, 2, 0, 1)];
        inputs[0] = [.. inputs[0].SelectMany(label => Enumerable.Range(0, 4).Select(k => k == label ? 1f : 0))];
        try
        {
            CpuBackend.Threads = 1;
            using IExecution execution = Backend.Plan(graph).Rent();
            Engine.Run(execution, graph, inputs);
            long before = GC.GetAllocatedBytesForCurrentThread();
            execution.Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        finally
        {
            CpuBackend.Threads = threads;
        }
        Assert.All(metrics, metric => Assert.True(float.IsFinite(metric.Result())));
    }
}
