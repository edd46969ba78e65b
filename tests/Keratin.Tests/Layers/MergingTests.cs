using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class MergingTests
{
    // Steps of which Masking hides those that are zero; the numbers of Keras' merging_test.
    private static readonly Tensor<float> s_left = Numbers.Of([1, 4, 2], 0, 0, 1, 2, 0, 0, 3, 4), s_right = Numbers.Of([1, 4, 2], 0, 0, 0, 0, 1, 2, 3, 4);

    [Fact]
    public void Elements_are_combined_one_by_one()
    {
        Tensor<float> x = Numbers.Of([1, 3], 1, -2, 6), y = Numbers.Of([1, 3], 4, -5, 3), z = Numbers.Of([1, 3], 1, 1, 3);
        Assert.Equal([-3f, 3, 3], Step.Run((a, b) => new Subtract().Apply(a, b), x, y));
        Assert.Equal([4f, 10, 54], Of(new Multiply(), x, y, z));
        Assert.Equal([2f, -2, 4], Of(new Average(), x, y, z));
        Assert.Equal([4f, 1, 6], Of(new Maximum(), x, y, z));
        Assert.Equal([1f, -5, 3], Of(new Minimum(), x, y, z));
    }

    [Fact]
    public void Lower_ranks_get_axes_behind_the_batch()
    {
        // (2, 2) stands as (2, 1, 2) beside (2, 3, 2): one row of each sample for all three of its rows.
        Tensor<float> rows = Numbers.Of([2, 2], 10, 20, 30, 40), image = Numbers.Of([2, 3, 2], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Assert.Equal([11f, 22, 13, 24, 15, 26, 37, 48, 39, 50, 41, 52], Step.Run((x, y) => new Add().Apply(x, y), rows, image));
        Assert.Equal([Shape.Unknown, 3, 2], new Add().Apply(new Input(2), new Input(3, 2)).Shape);
        Assert.Equal([Shape.Unknown, 4, 3, 5], new Multiply().Apply(new Input(4, 1, 5), new Input(3, 1)).Shape);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ShapeException>(() => new Add { Name = "a" }.Apply(new Input(2), new Input(3)));
        Assert.Equal(
            """
            Add 'a': the shapes do not fit.
              expected: inputs of one batch whose other lengths are equal or 1
              got:      (None, 2) and (None, 3)
            """, error.Message);
        Assert.Throws<ShapeException>(() => new Add().Apply(Ops.Input([1, 2]), Ops.Input([3, 2])));
        Assert.Contains("2 inputs", Assert.Throws<ShapeException>(() => new Subtract().Apply(new Input(2))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new Subtract().Apply(new Input(2), new Input(2), new Input(2)));
    }

    public static TheoryData<string> Masked => ["Add", "Subtract", "Average", "Multiply", "Minimum", "Maximum"];

    [Theory]
    [MemberData(nameof(Masked))]
    public void What_masks_hide_takes_part_as_keras_says(string name)
    {
        var (one, both) = name switch
        {
            "Add" => (new[] { 0f, 0, 1, 2, 1, 2, 6, 8 }, new[] { 0f, 0, 1, 2, 1, 2, 6, 8 }),
            "Subtract" => ([0, 0, 1, 2, -1, -2, 0, 0], [0, 0, 1, 2, -1, -2, 0, 0]),
            "Average" => ([0, 0, 0.5f, 1, 0.5f, 1, 3, 4], [0, 0, 0.5f, 1, 0.5f, 1, 3, 4]),
            "Multiply" => ([0, 0, 0, 0, 1, 2, 9, 16], [0, 0, 1, 2, 1, 2, 9, 16]),
            "Minimum" => ([0, 0, 0, 0, 1, 2, 3, 4], [0, 0, 1, 2, 1, 2, 3, 4]),
            // Of the negatives, so that 0 is not the smallest.
            _ => (new[] { 0f, 0, 0, 0, -1, -2, -3, -4 }, new[] { 0f, 0, -1, -2, -1, -2, -3, -4 }),
        };
        Layer Make() => LayerTable.FromConfig[name](new() { ["name"] = "merge" });
        int sign = name == "Maximum" ? -1 : 1;
        float[][] results = Step.RunAll(
            x =>
            {
                var masking = new Masking();
                KerasTensor left = masking.Apply(x[0] * sign), right = x[1] * sign, hidden = masking.Apply(right);
                return [Make().Apply(left, right), Make().Apply(left, hidden), MaskReader.Read(Make().Apply(left, right)), MaskReader.Read(Make().Apply(left, hidden))];
            }, [s_left, s_right]);
        Assert.Equal(one, results[0]);
        Assert.Equal(both, results[1]);
        Assert.Equal([-1f], results[2]);
        Assert.Equal([0f, 1, 1, 1], results[3]);
    }

    [Fact]
    public void Concatenate_joins_masks_too()
    {
        float[][] results = Step.RunAll(
            x =>
            {
                KerasTensor left = new Masking().Apply(x[0]);
                return [MaskReader.Read(new Concatenate(1).Apply(left, x[1])), MaskReader.Read(new Concatenate(2).Apply(left, x[1])), MaskReader.Read(new Concatenate(1).Apply(x[0], x[1]))];
            }, [s_left, s_right]);
        Assert.Equal([0f, 1, 0, 1, 1, 1, 1, 1], results[0]);
        Assert.Equal([1f, 1, 1, 1], results[1]);
        Assert.Equal([-1f], results[2]);
    }

    [Fact]
    public void Dot_multiplies_and_adds_up_along_its_axes()
    {
        Tensor<float> x = Numbers.Of([2, 2], 1, 2, 3, 4), y = Numbers.Of([2, 2], 5, 6, 7, 8);
        Assert.Equal([17f, 53], Step.Run((a, b) => new Dot(1).Apply(a, b), x, y));
        // Each sample's (1, 2; 3, 4) times its (5, 6).
        Assert.Equal([17f, 39], Step.Run((a, b) => new Dot(2, 1).Apply(a, b), Numbers.Of([1, 2, 2], 1, 2, 3, 4), Numbers.Of([1, 2], 5, 6)));
        // Along its first axis: (1·5 + 3·6, 2·5 + 4·6).
        Assert.Equal([23f, 34], Step.Run((a, b) => new Dot(1).Apply(a, b), Numbers.Of([1, 2, 2], 1, 2, 3, 4), Numbers.Of([1, 2], 5, 6)));
        // (3, 4) and (4, 3) have the cosine 24/25.
        Numbers.Close([0.96f], Step.Run((a, b) => new Dot(-1) { Normalize = true }.Apply(a, b), Numbers.Of([1, 2], 3, 4), Numbers.Of([1, 2], 4, 3)));
    }

    [Theory]
    [InlineData(new[] { 3 }, new[] { 3 }, 1, 1, new[] { 1 })]
    [InlineData(new[] { 3, 4 }, new[] { 4, 5 }, 2, 1, new[] { 3, 5 })]
    [InlineData(new[] { 3, 4 }, new[] { 4 }, -1, -1, new[] { 3 })]
    [InlineData(new[] { 4 }, new[] { 5, 4 }, 1, 2, new[] { 5 })]
    [InlineData(new[] { 3, 2 }, new[] { 1, 2, 3 }, -2, -1, new[] { 2, 1, 2 })]
    public void Dot_gives_the_axes_of_the_first_then_those_of_the_second(int[] x, int[] y, int first, int second, int[] expected) =>
        Assert.Equal([Shape.Unknown, .. expected], new Dot(first, second).Apply(new Input(x), new Input(y)).Shape.ToArray());

    [Fact]
    public void Dot_refuses_the_batch_and_different_lengths()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dot(0));
        Assert.Throws<ShapeException>(() => new Dot(1).Apply(new Input(2), new Input(3)));
        Assert.Throws<ShapeException>(() => new Dot(1).Apply(new Input(2)));
    }

    private static float[] Of(Layer layer, params Tensor<float>[] inputs) => Step.RunAll(x => [layer.Apply(x)], inputs)[0];
}
