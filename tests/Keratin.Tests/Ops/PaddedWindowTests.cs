using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

public class PaddedWindowTests
{
    private static readonly KerasTensor s_images = Ops.Input([2, 5, 6, 3]);
    private static readonly KerasTensor s_kernel = Ops.Input([3, 3, 3, 4]);

    [Fact]
    public void A_convolution_pads_by_itself()
    {
        KerasTensor padded = s_images.Pad(1, 1, 2).Pad(2, 2, 0), y = padded.Conv2D(s_kernel, strides: 2);

        Assert.Same(s_images, y.Inputs[0]);
        Assert.Equal(new Window2D(3, 3, 2, 2, 1, 1, 1, 2, 2, 0), ((Conv2DOp)y.Op).Window);
        Assert.Equal([2, 3, 3, 4], y.Shape);
        Check(y, KerasTensor.Of(new Conv2DOp(Window2D.Of("", padded.Shape, 3, 2, 1, Padding.Valid), 1), padded, s_kernel));
    }

    // One row more than the kernel spans would be rows of nothing but zeros.
    [Fact]
    public void More_zeros_than_a_window_spans_stay_in_the_image()
    {
        KerasTensor padded = s_images.Pad(1, 3, 0);
        Assert.Same(padded, padded.Conv2D(s_kernel).Inputs[0]);
        KerasTensor channels = s_images.Pad(3, 1, 0).Pad(1, 1, 1);
        Assert.Equal([2, 5, 6, 4], channels.Conv2D(Ops.Input([3, 3, 4, 2])).Inputs[0].Shape);
    }

    // Zeros may win over negative pixels, so only what a ReLU gave is taken without them.
    [Fact]
    public void A_max_pooling_pads_by_itself_behind_a_relu()
    {
        KerasTensor negative = s_images.Pad(1, 1, 1).Pad(2, 1, 1), y = negative.MaxPool2D(3, 2);
        Assert.Same(negative, y.Inputs[0]);

        KerasTensor relu = s_images.Relu(), padded = relu.Pad(1, 1, 1).Pad(2, 1, 1), z = padded.MaxPool2D(3, 2);
        Assert.Same(relu, z.Inputs[0]);
        Check(z, KerasTensor.Of(new MaxPool2DOp(Window2D.Of("", padded.Shape, 3, 2, 1, Padding.Valid)), padded));
    }

    // The same numbers, and the same gradients.
    private static void Check(KerasTensor got, KerasTensor expected)
    {
        KerasTensor weights = Ops.Input(got.Shape);
        float[][] values = [Engine.Random(s_images.Shape.Elements, 1), Engine.Random(s_kernel.Shape.Elements, 2), Engine.Random(got.Shape.Elements, 3)];
        float[][] Run(KerasTensor y)
        {
            IReadOnlyList<KerasTensor> gradients = Gradients.Of(y * weights, s_images, s_kernel);
            return Engine.OnCpu(new TracedGraph([s_images, s_kernel, weights], [y, .. gradients]), values);
        }
        Engine.AssertClose(Run(expected), Run(got), 1e-5, $"{got.Op}");
    }
}
