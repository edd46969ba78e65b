using Keratin.Graph.Transforms;
using Keratin.Models;

namespace Keratin.Tests.Operations;

public class WindowTests
{
    // (5 - 1) · 2³⁰ + 1 wraps around to 1 in 32 bits: the window would pass for one of a single pixel.
    [Theory]
    [InlineData(5, 1 << 30, Padding.Valid)]
    [InlineData(65537, 65536, Padding.Valid)]
    [InlineData(3, 500_000_000, Padding.Same)]
    [InlineData(2, int.MaxValue, Padding.Same)]
    public void A_window_far_larger_than_its_image_is_refused(int kernel, int dilation, Padding padding)
    {
        KerasTensor x = Ops.Input([1, 8, 8, 1]);
        KerasTensor weights = Ops.Input([1, kernel, 1, 1]);
        var error = Assert.Throws<ShapeException>(() => x.Conv2D(weights, padding: padding, dilationRate: (1, dilation)));
        Assert.Contains("a window that spans at most 1024 pixels of an image side of 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stride_as_large_as_numbers_go_leaves_one_place()
    {
        KerasTensor y = Ops.Input([1, 9, 9, 2]).MaxPool2D(2, int.MaxValue, Padding.Same);
        Assert.Equal([1, 1, 1, 2], y.Shape);
    }

    [Fact]
    public void Lengths_that_do_not_fit_an_integer_are_refused()
    {
        KerasTensor x = Ops.Input([1_200_000_000]);
        Assert.Throws<OverflowException>(() => Ops.Concatenate([x, x, x, x], axis: 0));
        Assert.Throws<OverflowException>(() => x.Pad(0, 0, 1_200_000_000));
    }

    [Fact]
    public void A_maximum_that_is_no_number_keeps_its_gradient()
    {
        // The second pixel is NaN, so the maximum is, and the gradient 5 belongs to that pixel.
        KerasTensor x = Ops.Input([1, 1, 3, 1]), y = x.MaxPool2D((1, 3));
        KerasTensor gradient = Gradients.Of(y * 5, x)[0];
        Tensor<float> given = Tensor.Create<float>([1, float.NaN, 2], [1, 1, 3, 1]);
        Assert.Equal([0f, 5, 0], gradient.Evaluate((x, given)).ToArray());
    }
}
