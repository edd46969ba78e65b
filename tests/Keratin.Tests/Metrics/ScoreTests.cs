using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.Metrics;

public class ScoreTests
{
    // Class 0: named twice, once rightly. Class 1: named once, rightly, of two. Class 2: never there, never named.
    private static readonly float[,] s_target = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 1, 0 } };
    private static readonly float[,] s_output = { { 0.8f, 0.1f, 0.1f }, { 0.5f, 0.4f, 0.1f }, { 0.2f, 0.7f, 0.1f } };

    [Theory]
    [InlineData(ScoreAverage.None, new[] { 2 / 3f, 2 / 3f, 0 })] // P = ½, R = 1;  P = 1, R = ½
    [InlineData(ScoreAverage.Macro, new[] { 4 / 9f })]
    [InlineData(ScoreAverage.Micro, new[] { 2 / 3f })]           // 2 of 3 named, 2 of 3 found
    [InlineData(ScoreAverage.Weighted, new[] { 2 / 3f })]        // one target of class 0, two of class 1
    public void Harmonic_mean_of_precision_and_recall(ScoreAverage average, float[] expected)
    {
        var score = new F1Score(average);
        Assert.Equal([0f], score.ResultTensor().ToArray());
        score.UpdateState(s_target, s_output);
        Numbers.Close(expected, score.ResultTensor().ToArray());
        Numbers.Close([expected.Average()], [score.Result()]);
    }

    [Fact]
    public void Beta_weighs_recall_and_a_threshold_names()
    {
        // 5·P·R/(4·P + R): 2.5/3 and 2.5/4.5.
        var score = new FBetaScore(beta: 2);
        score.UpdateState(s_target, s_output);
        Numbers.Close([2.5f / 3, 2.5f / 4.5f, 0], score.ResultTensor().ToArray());
        // From 0.45 on class 0 is named twice, class 1 once; from 0.6 on once and once.
        Numbers.Close([(1 + (2 / 3f) + 0) / 3], [new F1Score(ScoreAverage.Macro, 0.6f).Evaluate(s_target, s_output)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FBetaScore(beta: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score(threshold: 0));
    }

    [Fact]
    public void Intersection_over_union()
    {
        // Rows are labels: (1, 1), (0, 1). Class 0: 1/2, class 1: 1/2.
        Assert.Equal(0.5f, new MeanIoU(2).Evaluate(new float[] { 0, 0, 1 }, new float[] { 0, 1, 1 }), 1e-6f);
        // Class 0: 2/2; class 1 of three: 1/3; a class that does not occur does not count.
        float[] y = [0, 0, 1, 1, 2], p = [0, 0, 1, 2, 1];
        Assert.Equal((1 + (1 / 3f) + 0) / 3, new MeanIoU(4).Evaluate(y, p), 1e-6f);
        Assert.Equal(1 / 3f, new IoU(3, [1]).Evaluate(y, p), 1e-6f);
        // Labels outside are left out, and so is what is ignored.
        Assert.Equal(1, new MeanIoU(2).Evaluate(new float[] { 0, 1, 255, -1 }, new float[] { 0, 1, 0, 1 }), 1e-6f);
        Assert.Equal(1, new MeanIoU(2, ignoreClass: 1).Evaluate(new float[] { 0, 1 }, new float[] { 0, 0 }), 1e-6f);
        // From the threshold on: 1, 1, 0.
        Assert.Equal(0.5f, new BinaryIoU([1], threshold: 0.5f).Evaluate(new float[] { 1, 0, 0 }, new float[] { 0.5f, 0.8f, 0.2f }), 1e-6f);
        Assert.Equal(1, new OneHotMeanIoU(2).Evaluate(new float[,] { { 1, 0 }, { 0, 1 } }, new float[,] { { 0.9f, 0.1f }, { 0.3f, 0.7f } }), 1e-6f);
        Assert.Throws<ArgumentOutOfRangeException>(() => new IoU(2, [2]));
        Assert.Throws<ShapeException>(() => new MeanIoU(2).Evaluate(y, new float[] { 1 }));
    }

    // Keras counts in integers, where a weight of ¾ is none; asked for floats it is counted.
    [Theory]
    [InlineData("int32", 1f)]
    [InlineData("float32", (2 / 3.5f + 1.5f / 3) / 2)]
    public void Weights_lose_fractions_where_integers_count(string dtype, float expected)
    {
        // Right: 2 of class 0, 1.5 of class 1. Wrong: 0.75 twice, ones taken for zeros.
        float result = new MeanIoU(2, dtype: dtype).Evaluate(
            new float[] { 0, 1, 1, 1 }, new float[] { 0, 1, 0, 0 }, new float[] { 2, 1.5f, 0.75f, 0.75f });
        Assert.Equal(expected, result, 1e-6f);
    }

    [Fact]
    public void Coefficient_of_determination()
    {
        // Mean 2, deviations 1 + 0 + 1 = 2, squared errors 0 + 0 + 1 = 1.
        float[,] y = { { 1 }, { 2 }, { 3 } }, p = { { 1 }, { 2 }, { 4 } };
        Assert.Equal(0.5f, new R2Score().Evaluate(y, p));
        // Adjusted for one input: 1 - ½·2/1.
        Assert.Equal(0, new R2Score(numRegressors: 1).Evaluate(y, p));
        // For two there are too few samples: as it is.
        Assert.Equal(0.5f, new R2Score(numRegressors: 2).Evaluate(y, p));
        var each = new R2Score(ClassAggregation.None);
        each.UpdateState(new float[,] { { 1, 0 }, { 3, 4 } }, new float[,] { { 1, 2 }, { 3, 2 } });
        Assert.Equal([1f, 0], each.ResultTensor().ToArray());
        // Deviations 2 and 8: (2·1 + 8·0)/10.
        var weighted = new R2Score(ClassAggregation.VarianceWeightedAverage);
        Assert.Equal(0.2f, weighted.Evaluate(new float[,] { { 1, 0 }, { 3, 4 } }, new float[,] { { 1, 2 }, { 3, 2 } }), 1e-6f);
        Assert.Throws<ShapeException>(() => new R2Score().Evaluate(new float[] { 1 }, new float[] { 1 }));
    }

    [Fact]
    public void Shapes_stay_what_they_were()
    {
        var score = new F1Score();
        score.UpdateState(s_target, s_output);
        var error = Assert.Throws<ShapeException>(() => score.UpdateState(new float[1, 2], new float[1, 2]));
        Assert.Contains("3 classes as before", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeException>(() => new F1Score().UpdateState(new float[2], new float[2]));
        Assert.Contains("targets and outputs (batch, classes)", error.Message, StringComparison.Ordinal);
    }
}
