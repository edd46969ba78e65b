using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class NormalizationTests
{
    // Columns of mean 1, 8, 5 and variance 1 each: Keras' example.
    private static readonly Tensor<float> s_data = Numbers.Of([4, 3], 0, 7, 4, 2, 9, 6, 0, 7, 4, 2, 9, 6);

    [Fact]
    public void Learns_mean_and_variance_of_each_column()
    {
        var layer = new Normalization();
        layer.Adapt(s_data);
        Assert.Equal([-1f, -1, -1], layer.Predict(Numbers.Of([1, 3], 0, 7, 4)).ToArray());
        Assert.Equal(["mean", "variance", "count"], layer.Weights.Select(weight => weight.Name));
        Assert.Equal([[1f, 8, 5], [1, 1, 1], [0]], layer.Weights.Select(weight => weight.Span.ToArray()));
        Assert.Empty(layer.TrainableWeights);
    }

    [Fact]
    public void Goes_back_the_other_way()
    {
        var layer = new Normalization { Invert = true };
        layer.Adapt(s_data);
        Assert.Equal([2f, 10, 8], layer.Predict(Numbers.Of([1, 3], 1, 2, 3)).ToArray());
    }

    [Fact]
    public void Takes_numbers_that_are_given()
    {
        // (1 - 3) / √2 and so on: Keras' example.
        var layer = new Normalization { Mean = 3, Variance = 2 };
        Numbers.Close([-1.4142135f, -0.70710677f, 0], layer.Predict(Numbers.Of([3, 1], 1, 2, 3)).ToArray());
        Assert.Empty(layer.Weights);
        Assert.Throws<InvalidOperationException>(() => layer.Adapt(s_data));
    }

    [Fact]
    public void Numbers_given_belong_to_the_last_of_the_axes()
    {
        // Axes 1 and 2 are kept; five numbers belong to axis 2.
        Tensor<float> x = Numbers.Of([1, 2, 5, 1], [.. Enumerable.Repeat(10f, 10)]);
        var layer = new Normalization { Axis = [1, 2], Mean = new float[] { 1, 2, 3, 4, 5 }, Variance = new float[] { 1, 1, 1, 1, 1 } };
        Assert.Equal([9f, 8, 7, 6, 5, 9, 8, 7, 6, 5], layer.Predict(x).ToArray());
        var middle = new Normalization { Axis = [2], Mean = new float[] { 1, 2, 3, 4, 5 }, Variance = new float[] { 4, 4, 4, 4, 4 } };
        Assert.Equal([4.5f, 4, 3.5f, 3, 2.5f, 4.5f, 4, 3.5f, 3, 2.5f], middle.Predict(x).ToArray());
    }

    [Fact]
    public void Keeps_the_axes_asked_for_and_adds_up_the_others()
    {
        Tensor<float> x = Numbers.Wave([32, 4, 3, 5]);
        var layer = new Normalization { Axis = [2, -3] };
        layer.Adapt(x);
        float[] y = layer.Predict(x).ToArray();
        Assert.Equal([4, 3], layer.Weights[0].Shape);
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                double[] feature = [.. Enumerable.Range(0, y.Length).Where(i => i / 15 % 4 == row && i / 5 % 3 == column).Select(i => (double)y[i])];
                Assert.Equal(0, feature.Average(), 1e-6);
                Assert.Equal(1, feature.Average(number => number * number), 1e-5);
            }
        }
        var single = new Normalization { Axis = [] };
        single.Adapt(x);
        Assert.Equal(Shape.Scalar, single.Weights[0].Shape);
        Assert.Equal(x.ToArray().Average(), single.Weights[0].Span[0], 1e-6f);
    }

    [Fact]
    public void Bytes_far_from_zero_and_many_of_them_cancel_nothing()
    {
        // 300,000 numbers around a million, of variance 2/3 exactly: a sum of squares in floats would leave nothing of it.
        float[] x = [.. Enumerable.Range(0, 300_000).Select(i => 1_000_000f + (i % 3))];
        var layer = new Normalization();
        layer.Adapt(x.ToTensor([x.Length, 1]));
        Assert.Equal(1_000_001f, layer.Weights[0].Span[0]);
        Assert.Equal(2 / 3f, layer.Weights[1].Span[0], 1e-6f);
        var images = new Normalization();
        images.Adapt(Tensor.Create<byte>([0, 255, 0, 255], [1, 2, 2, 1]));
        Assert.Equal([127.5f, 16256.25f], images.Weights.Take(2).Select(weight => weight.Span[0]));
    }

    [Fact]
    public void Batches_give_what_the_whole_gives()
    {
        Tensor<float> x = Numbers.Wave([50, 3]);
        Normalization whole = new(), parts = new();
        whole.Adapt(x);
        parts.Adapt(new[] { 0..20, 20..21, 21..50 }.Select(rows => (Samples)x.Slice(rows, 0..3)));
        for (int i = 0; i < 2; i++)
            Numbers.Close(whole.Weights[i].Span, parts.Weights[i].Span, 1e-6f);
    }

    [Fact]
    public void A_feature_without_variance_is_divided_by_epsilon()
    {
        var layer = new Normalization();
        layer.Adapt(Numbers.Of([2, 1], 3, 3));
        Assert.Equal([1e7f], layer.Predict(Numbers.Of([1, 1], 4)).ToArray());
    }

    [Fact]
    public void Refuses_half_of_the_numbers_and_other_data()
    {
        Assert.Throws<ArgumentException>(() => new Normalization { Mean = 1 }.Apply(new Input(2).Tensor));
        Assert.Throws<ArgumentException>(() => new Normalization { Mean = 1, Variance = new float[] { 1, 2 } }.Apply(new Input(2).Tensor));
        Assert.Throws<ShapeException>(() => new Normalization { Axis = [3] }.Apply(new Input(2).Tensor));
        Assert.Throws<ShapeException>(() => new Normalization { Axis = [1] }.Apply(new Input(Shape.Unknown).Tensor));
        Assert.Throws<ShapeException>(() => new Normalization { Axis = [0] }.Adapt(s_data));
        var layer = new Normalization();
        layer.Adapt(s_data);
        Assert.Throws<ShapeException>(() => layer.Adapt(Numbers.Of([2, 2], 1, 2, 3, 4)));
        Assert.Throws<ArgumentException>(() => new Normalization().Adapt(Array.Empty<Samples>()));
    }

    [Fact]
    public void Configuration_is_Kerass()
    {
        Assert.Equal(
            """{"axis":[-1],"invert":false,"mean":null,"variance":null}""",
            Preprocessing.Config(new Normalization()));
        Assert.Equal(
            """{"axis":[1,2],"invert":true,"mean":[[1,2]],"variance":[[3,4]]}""",
            Preprocessing.Config(new Normalization { Axis = [1, 2], Invert = true, Mean = Numbers.Of([1, 2], 1, 2), Variance = Numbers.Of([1, 2], 3, 4) }));
    }
}
