using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.Metrics;

public class ThresholdMetricTests
{
    // Ones at 0.9, 0.6 and 0.2, zeros at 0.7 and 0.1.
    private static readonly float[] s_target = [1, 1, 1, 0, 0], s_output = [0.9f, 0.6f, 0.2f, 0.7f, 0.1f];

    [Fact]
    public void Counts_at_one_threshold_and_at_several()
    {
        Assert.Equal([2f], All(new TruePositives()));
        Assert.Equal([1f], All(new FalsePositives()));
        Assert.Equal([1f], All(new TrueNegatives()));
        Assert.Equal([1f], All(new FalseNegatives()));
        // In the order in which they were asked for; 0.9 is not above 0.9.
        Assert.Equal([0f, 3, 2], All(new TruePositives([0.9f, 0.15f, 0.5f])));
        Assert.Equal([0f, 1, 1], All(new FalsePositives([0.9f, 0.15f, 0.5f])));
        Assert.Equal([2f, 1, 1], All(new TrueNegatives([0.9f, 0.15f, 0.5f])));
        Assert.Equal([3f, 0, 1], All(new FalseNegatives([0.9f, 0.15f, 0.5f])));
    }

    [Fact]
    public void Many_uneven_thresholds_are_searched_through()
    {
        float[] thresholds = [.. Enumerable.Range(0, 13).Select(i => MathF.Sqrt(i / 12f))];
        Assert.Equal(thresholds.Select(t => (float)s_output.Where((p, i) => s_target[i] == 1 && p > t).Count()), All(new TruePositives(thresholds)));
        Assert.Equal(thresholds.Select(t => (float)s_output.Where((p, i) => s_target[i] == 0 && p <= t).Count()), All(new TrueNegatives(thresholds)));
    }

    [Fact]
    public void The_log_shows_the_mean_of_several()
    {
        var metric = new TruePositives([0.9f, 0.15f, 0.5f]);
        Assert.Equal(5 / 3f, metric.Evaluate(s_target, s_output));
        Assert.Equal(3, metric.ResultTensor().FlattenedLength);
    }

    [Fact]
    public void Precision_and_recall()
    {
        Assert.Equal([2 / 3f], All(new Precision()));
        Assert.Equal([2 / 3f], All(new Recall()));
        Assert.Equal([3 / 4f, 0], All(new Precision([0.15f, 0.95f])));
        // Ones weigh 1, 2, 3 and zeros 4, 5: 3/(3 + 4) and 3/6.
        Assert.Equal(3 / 7f, new Precision().Evaluate(s_target, s_output, new float[] { 1, 2, 3, 4, 5 }));
        Assert.Equal(0.5f, new Recall().Evaluate(s_target, s_output, new float[] { 1, 2, 3, 4, 5 }));
    }

    [Fact]
    public void Only_the_largest_outputs_of_a_sample_may_count()
    {
        // The two largest: classes 0 and 2 of the first sample, 1 and 2 of the second, though all are below one half.
        float[,] target = { { 1, 1, 0 }, { 0, 1, 1 } }, output = { { 0.4f, 0.1f, 0.2f }, { 0.1f, 0.3f, 0.4f } };
        Assert.Equal(3 / 4f, new Precision(topK: 2).Evaluate(target, output));
        Assert.Equal(3 / 4f, new Recall(topK: 2).Evaluate(target, output));
        // Of class 2 alone: named twice, once rightly; never missed.
        Assert.Equal(0.5f, new Precision(topK: 2, classId: 2).Evaluate(target, output));
        Assert.Equal(1, new Recall(topK: 2, classId: -1).Evaluate(target, output));
        // Above a threshold besides: 0.4 and 0.4 are left.
        Assert.Equal(1, new Precision([0.35f], topK: 2).Evaluate(target, output));
    }

    [Fact]
    public void The_best_of_one_where_another_is_enough()
    {
        // Thresholds 0, ½, 1: recall 1, ⅔, 0; precision 3/5, ⅔, 0; specificity 0, ½, 1.
        Assert.Equal(2 / 3f, new PrecisionAtRecall(0.6f, numThresholds: 3).Evaluate(s_target, s_output));
        Assert.Equal(3 / 5f, new PrecisionAtRecall(0.7f, numThresholds: 3).Evaluate(s_target, s_output));
        Assert.Equal(1, new RecallAtPrecision(0.6f, numThresholds: 3).Evaluate(s_target, s_output));
        Assert.Equal(0, new RecallAtPrecision(0.9f, numThresholds: 3).Evaluate(s_target, s_output));
        Assert.Equal(2 / 3f, new SensitivityAtSpecificity(0.5f, numThresholds: 3).Evaluate(s_target, s_output));
        Assert.Equal(0.5f, new SpecificityAtSensitivity(0.5f, numThresholds: 3).Evaluate(s_target, s_output));
    }

    [Fact]
    public void Area_under_the_curve()
    {
        // Of six pairs of a one and a zero four are in order.
        Assert.Equal(4 / 6f, new AUC(1000).Evaluate(s_target, s_output), 1e-6f);
        Assert.Equal(4 / 6f, new AUC(1000, fromLogits: true).Evaluate(s_target, Array.ConvertAll(s_output, p => MathF.Log(p / (1 - p)))), 1e-6f);
        // Between points (0, ⅓), (½, ⅓), (½, 1) the lower and the upper end agree but for nothing: the curve is made of steps.
        Assert.Equal(4 / 6f, new AUC(1000, summationMethod: AucSummationMethod.Minoring).Evaluate(s_target, s_output), 1e-6f);
        // One for each label: 1 and 0, weighed 3 to 1.
        float[,] target = { { 1, 1 }, { 0, 0 } }, output = { { 0.9f, 0.1f }, { 0.1f, 0.9f } };
        Assert.Equal(0.5f, new AUC(multiLabel: true).Evaluate(target, output));
        Assert.Equal(0.75f, new AUC(multiLabel: true, labelWeights: [3, 1]).Evaluate(target, output));
    }

    [Fact]
    public void Nothing_was_counted_yet()
    {
        foreach (Metric metric in (Metric[])[new AUC(), new AUC(multiLabel: true), new Precision(), new TruePositives(), new PrecisionAtRecall(0.5f)])
            Assert.Equal(0, metric.Result());
    }

    [Fact]
    public void Batches_add_up_and_begin_anew()
    {
        var metric = new AUC();
        metric.UpdateState(s_target[..3], s_output[..3]);
        metric.UpdateState(s_target[3..], s_output[3..]);
        float inTwo = metric.Result();
        metric.ResetState();
        Assert.Equal(0, metric.Result());
        Assert.Equal(inTwo, metric.Evaluate(s_target, s_output));
    }

    [Fact]
    public void Outputs_that_are_no_numbers_lie_above_nothing()
    {
        var metric = new TruePositives();
        Assert.Equal(1, metric.Evaluate(new float[] { 1, 1 }, new[] { float.NaN, float.PositiveInfinity }));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Precision([1.5f]));
        Assert.Throws<ArgumentException>(() => new Recall([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recall(topK: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AUC(1));
        Assert.Throws<ArgumentException>(() => new AUC(numLabels: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionAtRecall(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionAtRecall(0.5f, 0));
        var error = Assert.Throws<ShapeException>(() => new AUC(multiLabel: true, numLabels: 3).Evaluate(new float[2, 2], new float[2, 2]));
        Assert.Equal(
            """
            AUC 'auc': the shapes do not fit.
              expected: (batch, labels) with 3 labels
              got:      (2, 2)
            """, error.Message);
        Assert.Throws<ShapeException>(() => new AUC(labelWeights: [1, 2, 3]).Evaluate(new float[2, 2], new float[2, 2]));
        Assert.Throws<ShapeException>(() => new Precision(classId: 1).Evaluate(s_target, s_output));
    }

    private static float[] All(Metric metric)
    {
        metric.UpdateState(s_target, s_output);
        return metric.ResultTensor().ToArray();
    }
}
