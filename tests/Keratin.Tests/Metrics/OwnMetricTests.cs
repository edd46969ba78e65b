using Keratin.Layers;
using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.Metrics;

public class OwnMetricTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([4, 1], 0, 1, 2, 3), s_y = Numbers.Of([4, 1], 1, 3, 5, 7);

    [Fact]
    public void A_class_of_ones_own_is_reported_beside_the_loss()
    {
        var model = new Sequential { new Dense(1) { KernelInitializer = "zeros" } };
        model.Compile("sgd", "mse", [new LargestError(), new Close(), new MetricFunction("bias", (y, p) => (p - y).Mean([-1])), "mae", new AUC()]);
        Evaluation result = model.Evaluate(s_x, s_y, batchSize: 2, verbose: 0);
        Assert.Equal(7, result["largest_error"]);
        Assert.Equal(0.25f, result["close"]);
        Assert.Equal(-4, result["bias"]);
        Assert.Equal(4, result["mae"]);
        // Fit goes the same road, and begins anew for each epoch.
        model.Fit(s_x, s_y, batchSize: 4, epochs: 2, verbose: 0);
        Assert.True(model.Evaluate(s_x, s_y, verbose: 0)["largest_error"] < 7);
    }

    [Fact]
    public void A_mask_leaves_steps_out_of_means()
    {
        var metric = new MetricFunction("error", (y, p) => (y - p).Absolute().Mean([-1]));
        var y = Numbers.Of([2, 2, 1], 0, 0, 0, 0);
        var p = Numbers.Of([2, 2, 1], 1, 5, 3, 7);
        metric.UpdateState(y, p, mask: new float[,] { { 1, 0 }, { 1, 0 } });
        Assert.Equal(2, metric.Result());
        // Samples weigh 1 and 3: (1 + 9)/4.
        metric.ResetState();
        metric.UpdateState(y, p, new float[] { 1, 3 }, new float[,] { { 1, 0 }, { 1, 0 } });
        Assert.Equal(2.5f, metric.Result());
    }

    [Fact]
    public void Means_and_sums_alone()
    {
        var mean = new Mean();
        mean.Update(1, 3, 5, 7);
        Assert.Equal(4, mean.Result());
        mean.Update(new float[] { 10 }, new float[] { 4 });
        Assert.Equal((16 + 40) / 8f, mean.Result());
        var sum = new Sum();
        sum.Update(new float[,] { { 1, 2 }, { 3, 4 } }, new float[] { 1, 10 });
        Assert.Equal(73, sum.Result());
        Assert.Throws<NotSupportedException>(() => sum.Evaluate(s_y, s_y));
        // The plan of the first batch of a shape serves the next ones.
        mean.ResetState();
        for (int i = 0; i < 100; i++)
            mean.Update(i, i);
        Assert.Equal(49.5f, mean.Result());
    }

    private sealed class LargestError : Metric
    {
        private readonly Variable _largest;

        public LargestError()
            : base("largest_error") => _largest = AddVariable("largest");

        public override float Result() => _largest.Span[0];

        public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null) =>
            _largest.Assign(_largest.ToKerasTensor().Maximum((target - output).Absolute().Max()));
    }

    private sealed class Close() : Mean("close")
    {
        protected override KerasTensor Values(KerasTensor target, KerasTensor output) => Ops.Constant(1).GreaterEqual((target - output).Absolute());
    }
}
