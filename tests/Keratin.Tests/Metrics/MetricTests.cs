using Keratin.Metrics;

namespace Keratin.Tests.Metrics;

public class MetricTests
{
    [Fact]
    public void A_mean_gathers_over_batches_and_begins_anew()
    {
        // (1 + 2 + 3)/3, then (1 + 2 + 3 + 10)/4.
        var mean = new Mean();
        Assert.Equal(0, mean.Result());
        Update(mean, [1, 2, 3]);
        Assert.Equal(2, mean.Result());
        Update(mean, [10]);
        Assert.Equal(4, mean.Result());
        mean.ResetState();
        Assert.Equal(0, mean.Result());

        static void Update(Mean mean, float[] values) => Step.RunAll(
            x =>
            {
                mean.Update(x[0]);
                return [];
            }, [Numbers.Of([values.Length], values)]);
    }

    [Fact]
    public void Weights_count_as_often()
    {
        // Hits 1, 0, 1 with weights 1, 2, 5: 6/8.
        Assert.Equal(0.75f, After(new SparseCategoricalAccuracy(), [1, 0, 1], [[0, 1], [0, 1], [0, 1]], [1, 2, 5]));
    }

    [Fact]
    public void Accuracies_by_hand()
    {
        float[][] output = [[0.1f, 0.9f], [0.8f, 0.2f], [0.3f, 0.7f]];
        Assert.Equal(2 / 3f, After(new SparseCategoricalAccuracy(), [1, 0, 0], output));
        Assert.Equal(2 / 3f, After(new CategoricalAccuracy(), Numbers.Of([3, 2], 0, 1, 1, 0, 1, 0), output));
        // Above 0.5, strictly: 0, 1, 1 beside 0, 1, 0.
        Assert.Equal(2 / 3f, After(new BinaryAccuracy(), Numbers.Of([3, 1], 0, 1, 0), [[0.5f], [0.6f], [0.7f]]));
        Assert.Equal(1, After(new BinaryAccuracy(threshold: 0.65f), Numbers.Of([3], 0, 0, 1), [[0.5f], [0.6f], [0.7f]]));
        Assert.Equal(0.5f, After(new Accuracy(), Numbers.Of([1, 2], 1, 2), [[1, 3]]));
    }

    [Theory]
    [InlineData("accuracy", new[] { 8 }, new[] { 8, 10 }, "SparseCategoricalAccuracy")]
    [InlineData("accuracy", new[] { 8, 1 }, new[] { 8, 10 }, "SparseCategoricalAccuracy")]
    [InlineData("acc", new[] { 8, 10 }, new[] { 8, 10 }, "CategoricalAccuracy")]
    [InlineData("accuracy", new[] { 8, 1 }, new[] { 8, 1 }, "BinaryAccuracy")]
    [InlineData("accuracy", new[] { 8 }, new[] { 8, 1 }, "BinaryAccuracy")]
    [InlineData("crossentropy", new[] { 8 }, new[] { 8, 10 }, "SparseCategoricalCrossentropy")]
    [InlineData("ce", new[] { 8, 10 }, new[] { 8, 10 }, "CategoricalCrossentropy")]
    [InlineData("ce", new[] { 8 }, new[] { 8, 1 }, "BinaryCrossentropy")]
    [InlineData("mse", new[] { 8, 10 }, new[] { 8, 10 }, "MeanSquaredError")]
    [InlineData("MeanSquaredError", new[] { 8, 10 }, new[] { 8, 10 }, "MeanSquaredError")]
    [InlineData("categorical_accuracy", new[] { 8, 10 }, new[] { 8, 10 }, "CategoricalAccuracy")]
    public void A_name_stands_for_a_metric_by_the_shapes(string name, int[] target, int[] output, string className)
    {
        Metric metric = MetricTable.Named(name, Shape.Create(target), Shape.Create(output));
        Assert.Equal(className, metric.ClassName);
        // As in Keras, a metric asked for by a name is reported under that name.
        Assert.Equal(name, metric.Name);
    }

    [Fact]
    public void Targets_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ShapeException>(() => new SparseCategoricalAccuracy("a").UpdateState(Ops.Input([8, 10]), Ops.Input([8, 10])));
        Assert.Equal(
            """
            SparseCategoricalAccuracy 'a': the shapes do not fit.
              expected: class indices of shape (8,)
              got:      (8, 10)
            """, error.Message);
        error = Assert.Throws<ShapeException>(() => new CategoricalAccuracy("a").UpdateState(Ops.Input([8]), Ops.Input([8, 10])));
        Assert.StartsWith("CategoricalAccuracy 'a': the shapes do not fit.", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new Mean().UpdateState(Ops.Input([8]), Ops.Input([8])));
    }

    private static float After(Metric metric, float[] target, float[][] output, float[]? weight = null) =>
        After(metric, Numbers.Of([target.Length], target), output, weight);

    private static float After(Metric metric, Tensor<float> target, float[][] output, float[]? weight = null)
    {
        Tensor<float> p = Numbers.Of([output.Length, output[0].Length], [.. output.SelectMany(row => row)]);
        Step.RunAll(
            x =>
            {
                metric.UpdateState(x[0], x[1], x.ElementAtOrDefault(2));
                return [];
            }, weight is null ? [target, p] : [target, p, Numbers.Of([weight.Length], weight)]);
        return metric.Result();
    }
}
