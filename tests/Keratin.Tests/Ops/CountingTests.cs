namespace Keratin.Tests.Operations;

public class CountingTests
{
    [Fact]
    public void Search_counts_what_is_smaller()
    {
        Tensor<float> sequence = Numbers.Of([4], 0, 1, 1, 3), values = Numbers.Of([2, 4], -1, 0, 1, 2, 3, 4, float.NaN, float.PositiveInfinity);
        Assert.Equal([0f, 0, 1, 3, 3, 4, 0, 4], Step.Run((s, v) => s.SearchSorted(v), sequence, values));
        Assert.Equal([0f, 1, 3, 3, 4, 4, 0, 4], Step.Run((s, v) => s.SearchSorted(v, right: true), sequence, values));
        Assert.Throws<ShapeException>(() => Ops.Input([2, 2]).SearchSorted(Ops.Input([2])));
    }

    [Fact]
    public void Segments_are_added_up_and_strangers_left_out()
    {
        // Rows 0 and 2 belong to segment 1, row 1 to segment 0; 3, -1 and NaN to none.
        Tensor<float> rows = Numbers.Of([6, 2], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), segments = Numbers.Of([6], 1, 0, 1, 3, -1, float.NaN);
        Assert.Equal([3f, 4, 6, 8, 0, 0], Step.Run((x, s) => x.SegmentSum(s, 3), rows, segments));
        Assert.Throws<ShapeException>(() => Ops.Input([3, 2]).SegmentSum(Ops.Input([2]), 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Input([3]).SegmentSum(Ops.Input([3]), 0));
    }

    // One addition after the other would lose ones above 2²⁴; chunks of 8192 are exact.
    [Fact]
    public void Many_ones_are_all_counted()
    {
        const int Count = 17_000_000;
        float[] sum = Step.Run(x => Ops.Constant(1).BroadcastTo([Count]).SegmentSum(x.BroadcastTo([Count]), 2), Numbers.Of([1], 1));
        Assert.Equal([0f, Count], sum);
    }

    [Fact]
    public void The_largest_come_first_and_of_equals_the_first()
    {
        Tensor<float> x = Numbers.Of([2, 5], 1, 5, 3, 5, 2, float.NaN, float.NegativeInfinity, 7, 0, 0);
        float[][] actual = Step.RunAll(
            inputs =>
            {
                var (values, indices) = inputs[0].TopK(3);
                return [values, indices];
            },
            [x]);
        Assert.Equal([5f, 5, 3, 7, 0, 0], actual[0]);
        Assert.Equal([1f, 3, 2, 2, 3, 4], actual[1]);
        Assert.Throws<ShapeException>(() => Ops.Input([2, 3]).TopK(4));
    }
}
