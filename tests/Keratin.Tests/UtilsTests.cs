namespace Keratin.Tests;

public class UtilsTests
{
    [Fact]
    public void Class_indices_become_one_hot_rows()
    {
        Tensor<float> rows = Utils.ToCategorical([0, 2, 1]);
        Assert.Equal([3, 3], rows.Shape());
        Assert.Equal([1f, 0, 0, 0, 0, 1, 0, 1, 0], rows.ToArray());
        Assert.Equal([1, 4], Utils.ToCategorical([1], 4).Shape());
    }

    // The rows are those of Keras' documentation.
    [Fact]
    public void Sequences_get_one_length()
    {
        int[][] sequences = [[1], [2, 3], [4, 5, 6]];
        Assert.Equal([0, 0, 1, 0, 2, 3, 4, 5, 6], Utils.PadSequences(sequences).ToArray());
        Assert.Equal([-1, -1, 1, -1, 2, 3, 4, 5, 6], Utils.PadSequences(sequences, value: -1).ToArray());
        Assert.Equal([1, 0, 0, 2, 3, 0, 4, 5, 6], Utils.PadSequences(sequences, padding: "post").ToArray());
        Assert.Equal([0, 1, 2, 3, 5, 6], Utils.PadSequences(sequences, maxLen: 2).ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5], Utils.PadSequences(sequences, maxLen: 2, truncating: "post").ToArray());
        Assert.Equal([0, 0], Utils.PadSequences([]).Shape());
        Assert.Throws<ArgumentException>(() => Utils.PadSequences(sequences, padding: "behind"));
        Assert.Contains("got null", Assert.Throws<ArgumentException>(() => Utils.PadSequences([[1], null!])).Message, StringComparison.Ordinal);
    }

    // As in Keras, a last axis of length 1 is dropped.
    [Fact]
    public void A_last_axis_of_length_1_is_dropped()
    {
        Assert.Equal([2, 3], Utils.ToCategorical(Tensor.Create<byte>([1, 2], [2, 1])).Shape());
        Assert.Equal([2, 1, 3], Utils.ToCategorical(Tensor.Create<int>([1, 2], [2, 1, 1])).Shape());
        Assert.Equal([1, 2, 3], Utils.ToCategorical(Tensor.Create<int>([1, 2], [1, 2])).Shape());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void An_index_outside_is_refused(int label)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Utils.ToCategorical([0, label], 3));
        Assert.StartsWith("Label 1 lies outside 0 … 2.", error.Message, StringComparison.Ordinal);
    }
}
