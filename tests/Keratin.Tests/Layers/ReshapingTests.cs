using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class ReshapingTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([1, 2, 3], 1, 2, 3, 4, 5, 6);

    [Fact]
    public void Flatten_goes_row_by_row()
    {
        Assert.Equal([1f, 2, 3, 4, 5, 6], Step.Run(new Flatten().Apply, s_x));
        Assert.Equal([Shape.Unknown, 6], new Flatten().Apply(new Input(2, 3)).Shape);
        Assert.Equal([Shape.Unknown, 1], new Flatten().Apply(new Input()).Shape);
    }

    [Fact]
    public void Flatten_needs_known_lengths()
    {
        var error = Assert.Throws<ShapeException>(() => new Flatten { Name = "f" }.Apply(new Input(Shape.Unknown, 3)));
        Assert.Equal(
            """
            Flatten 'f': the shapes do not fit.
              expected: all lengths but the batch known
              got:      (None, None, 3)
            """, error.Message);
    }

    [Fact]
    public void Reshape_keeps_the_order_and_finds_one_length_itself()
    {
        Assert.Equal([1f, 2, 3, 4, 5, 6], Step.Run(new Reshape(3, 2).Apply, s_x));
        Assert.Equal([Shape.Unknown, 3, 2], new Reshape(3, -1).Apply(new Input(2, 3)).Shape);
        Assert.Equal([Shape.Unknown, 6], new Reshape(-1).Apply(new Input(2, 3)).Shape);
    }

    [Theory]
    [InlineData(new[] { 4 }, "as many elements a sample as (4,)")]
    [InlineData(new[] { 4, -1 }, "as many elements a sample as (4, None)")]
    [InlineData(new[] { -1, -1 }, "at most one length of -1")]
    public void Reshape_refuses_another_number_of_elements(int[] target, string expected)
    {
        var error = Assert.Throws<ShapeException>(() => new Reshape(target) { Name = "r" }.Apply(new Input(2, 3)));
        Assert.StartsWith($"Reshape 'r': the shapes do not fit.\n  expected: {expected}\n", error.Message, StringComparison.Ordinal);
    }
}
