using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class EncodingTests
{
    [Fact]
    public void Counts_tokens()
    {
        // Keras' own numbers.
        Tensor<float> x = Numbers.Of([2, 4], 1, 2, 3, 1, 0, 3, 1, 0);
        Assert.Equal([0f, 2, 1, 1, 0, 0, 2, 1, 0, 1, 0, 0], new CategoryEncoding(6, OutputMode.Count).Predict(x).ToArray());
        Assert.Equal([0f, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0], new CategoryEncoding(6).Predict(x).ToArray());
    }

    [Fact]
    public void Counts_by_weights()
    {
        Tensor<float> tokens = Numbers.Of([4, 2], 0, 1, 0, 0, 1, 2, 3, 1), weights = Numbers.Of([4, 2], 0.1f, 0.2f, 0.1f, 0.1f, 0.2f, 0.3f, 0.4f, 0.2f);
        var layer = new CategoryEncoding(6, OutputMode.Count);
        float[] y = Step.Run((x, w) => layer.Apply(x, w), tokens, weights);
        Numbers.Close([0.1f, 0.2f, 0, 0, 0, 0, 0.2f, 0, 0, 0, 0, 0, 0, 0.2f, 0.3f, 0, 0, 0, 0, 0.2f, 0, 0.4f, 0, 0], y);
        Assert.Throws<ShapeException>(() => new CategoryEncoding(6).Apply(Keratin.Ops.Input([4, 2]), Keratin.Ops.Input([4, 2])));
    }

    [Fact]
    public void One_hot_adds_an_axis_but_for_single_tokens()
    {
        var layer = new CategoryEncoding(4, OutputMode.OneHot);
        Assert.Equal([0f, 0, 0, 1, 0, 1, 0, 0], layer.Predict(Numbers.Of([2, 1], 3, 1)).ToArray());
        Assert.Equal([2, 4], layer.Apply(Keratin.Ops.Input([2, 1])).Shape);
        Assert.Equal([2, 3, 4], layer.Apply(Keratin.Ops.Input([2, 3])).Shape);
        Assert.Equal([0f, 0, 0, 0], layer.Predict(Numbers.Of([1, 1], 7)).ToArray());
        Assert.Equal([0f, 0, 1, 0, 0, 0, 0, 1], new CategoryEncoding(4, OutputMode.OneHot).Predict(Numbers.Of([2], 2, 3)).ToArray());
    }

    [Fact]
    public void Refuses_what_Keras_refuses()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(4, OutputMode.Int));
        Assert.Equal("""{"num_tokens":4,"output_mode":"count","sparse":false}""", Preprocessing.Config(new CategoryEncoding(4, OutputMode.Count)));
    }

    [Theory]
    [InlineData(OutputMode.Int, new float[] { 0, 1, 1, 2, 3 })]
    [InlineData(OutputMode.Count, new float[] { 1, 2, 1, 1 })]
    [InlineData(OutputMode.MultiHot, new float[] { 1, 1, 1, 1 })]
    public void Puts_numbers_into_bins(OutputMode mode, float[] expected)
    {
        var layer = new Discretization { BinBoundaries = [0, 0.5f, 1], OutputMode = mode };
        Assert.Equal(expected, layer.Predict(Numbers.Of([1, 5], -1, 0, 0.1f, 0.8f, 1.2f)).ToArray());
    }

    [Fact]
    public void Bins_of_rank_3_are_joined_along_axis_1()
    {
        Tensor<float> x = Numbers.Of([1, 2, 2], 0.15f, 0.75f, 0.85f, 0.45f);
        Assert.Equal([0f, 1, 1, 0, 0, 1, 1, 0], new Discretization { BinBoundaries = [0, 0.5f, 1], OutputMode = OutputMode.MultiHot }.Predict(x).ToArray());
        Assert.Equal(
            [0f, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0], new Discretization { BinBoundaries = [0, 0.5f, 1], OutputMode = OutputMode.OneHot }.Predict(x).ToArray());
    }

    [Fact]
    public void Finds_the_bins_that_Keras_finds()
    {
        // Keras' example.
        Tensor<float> x = Numbers.Of([2, 4], -1.5f, 1, 3.4f, 0.5f, 0, 3, 1.3f, 0);
        var layer = new Discretization { NumBins = 4, Epsilon = 0.01 };
        layer.Adapt(x);
        Assert.Equal([0f, 2, 3, 2, 1, 3, 3, 1], layer.Predict(x).ToArray());
    }

    [Fact]
    public void Bins_hold_equally_many()
    {
        float[] x = [.. Enumerable.Range(0, 10_000).Select(i => (float)Math.Pow(i * 7919 % 10_000 / 10_000.0, 3))];
        var layer = new Discretization { NumBins = 5 };
        layer.Adapt(x.Chunk(1000).Select(part => (Keratin.Data.Samples)part));
        int[] counts = [.. layer.Predict(x.ToTensor([10_000, 1])).ToArray().CountBy(bin => bin).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Assert.Equal(5, counts.Length);
        // Within 1 % of all numbers of a fifth, at both ends.
        Assert.All(counts, count => Assert.InRange(count, 1800, 2200));
    }

    [Fact]
    public void What_was_learned_is_kept_in_the_configuration()
    {
        var layer = new Discretization { NumBins = 3 };
        Assert.Equal("""{"bin_boundaries":null,"num_bins":3,"epsilon":0.01,"output_mode":"int","sparse":false}""", Preprocessing.Config(layer));
        Assert.Throws<InvalidOperationException>(() => layer.Predict(Numbers.Of([1, 1], 1)));
        layer.Adapt(new float[] { 0, 1, 2, 3, 4, 5, 6, 7 });
        Layer again = Preprocessing.Again(layer);
        Assert.Equal(Preprocessing.Config(layer), Preprocessing.Config(again));
        Tensor<float> x = Numbers.Of([1, 4], 0, 2.5f, 5, 9);
        Assert.Equal(layer.Predict(x).ToArray(), again.Predict(x).ToArray());
        Assert.Throws<ArgumentException>(() => new Discretization().Predict(x));
        Assert.Throws<ArgumentException>(() => new Discretization { NumBins = 2, BinBoundaries = [1] }.Predict(x));
        Assert.Throws<InvalidOperationException>(() => new Discretization { BinBoundaries = [1] }.Adapt(x));
    }
}
