using Keratin.Graph.Transforms;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class PoolingTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([1, 3, 3, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9);
    private static readonly Tensor<float> s_negative = Numbers.Of([1, 3, 3, 1], -1, -2, -3, -4, -5, -6, -7, -8, -9);

    // The window's step is its size, so the last row and column are left out.
    [Fact]
    public void Without_padding_a_partial_window_is_left_out()
    {
        Assert.Equal([5f], Step.Run(new MaxPooling2D(2).Apply, s_x));
        Assert.Equal([3f], Step.Run(new AveragePooling2D(2).Apply, s_x)); // (1 + 2 + 4 + 5)/4
    }

    [Fact]
    public void Steps_may_be_smaller_than_the_window()
    {
        Assert.Equal([5f, 6, 8, 9], Step.Run(new MaxPooling2D(2) { Strides = 1 }.Apply, s_x));
        Assert.Equal([3f, 4, 6, 7], Step.Run(new AveragePooling2D(2) { Strides = 1 }.Apply, s_x));
    }

    // One row and column of padding, at the bottom and the right.
    [Fact]
    public void Pixels_outside_the_image_never_win()
    {
        Assert.Equal([-1f, -3, -7, -9], Step.Run(new MaxPooling2D(2) { Padding = Padding.Same }.Apply, s_negative));
    }

    [Fact]
    public void Pixels_outside_the_image_do_not_count_in_the_mean()
    {
        // (1+2+4+5)/4, (3+6)/2, (7+8)/2, 9.
        Assert.Equal([3f, 4.5f, 7.5f, 9], Step.Run(new AveragePooling2D(2) { Padding = Padding.Same }.Apply, s_x));
    }

    [Fact]
    public void Gradients_of_the_summed_output()
    {
        var max = new MaxPooling2D(2) { Padding = Padding.Same };
        Assert.Equal([0f, 0, 0, 0, 1, 1, 0, 1, 1], Step.Run(x => Gradients.Of(max.Apply(x), x)[0], s_x));
        var mean = new AveragePooling2D(2) { Padding = Padding.Same };
        Assert.Equal([0.25f, 0.25f, 0.5f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f, 1], Step.Run(x => Gradients.Of(mean.Apply(x), x)[0], s_x));
    }

    [Fact]
    public void The_mean_of_the_whole_image()
    {
        // Two channels: 1 + 3 and 2 + 4, halved.
        Tensor<float> x = Numbers.Of([1, 1, 2, 2], 1, 2, 3, 4);
        Assert.Equal([2f, 3], Step.Run(new GlobalAveragePooling2D().Apply, x));
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], Step.Run(tensor => Gradients.Of(new GlobalAveragePooling2D().Apply(tensor), tensor)[0], x));
        Assert.Equal([Shape.Unknown, 1, 1, 2], new GlobalAveragePooling2D { KeepDims = true }.Apply(new Input(1, 2, 2)).Shape);
        var error = Assert.Throws<ShapeException>(() => new GlobalAveragePooling2D { Name = "g" }.Apply(new Input(3, 2)));
        Assert.Equal(
            """
            GlobalAveragePooling2D 'g': the shapes do not fit.
              expected: (batch, height, width, channels)
              got:      (None, 3, 2)
            """, error.Message);
    }

    [Fact]
    public void Windows_and_steps_are_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling2D(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePooling2D(2) { Strides = (1, 0) });
    }
}
