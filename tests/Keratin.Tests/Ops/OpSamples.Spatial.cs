using Keratin.Graph.Transforms;
using static Keratin.Tests.Operations.Given;

namespace Keratin.Tests.Operations;

// Convolutions and poolings of sequences, images and volumes.
internal static partial class OpSamples
{
    // Sums of at most some hundred products, each up to 4.
    private const double ProductSums = 4e-5;

    private static OpSample[] Pools() =>
    [
        new("MaxPool, twice derived", x => Gradients.Of((x[0].MaxPool2D(3, 2, Padding.Same).Square() * 10).Sum(), x[0])[0], Distinct([2, 6, 5, 3])),
        new("MaxPool of volumes, twice derived", x => Gradients.Of((x[0].MaxPool(2) * x[1]).Square().Sum(), x[0], x[1])[0], Distinct([2, 4, 5, 3, 2]), Between(-1, 1, [2, 2, 2, 1, 2])),
        new("MaxPool of sequences", x => x[0].MaxPool(3, 2, Padding.Same), Distinct([2, 8, 3])),
        new("MaxPool of volumes", x => x[0].MaxPool(2), Distinct([2, 4, 5, 6, 3])),
        new("MaxPool of volumes, overlapping", x => x[0].MaxPool((2, 3, 2), (1, 2, 2), Padding.Same), Distinct([2, 3, 5, 4, 2])),
        new("AveragePool of sequences", x => x[0].AveragePool(3, 2, Padding.Same), Any([2, 8, 3])),
        new("AveragePool of volumes, overlapping", x => x[0].AveragePool((2, 3, 2), (1, 2, 3), Padding.Same), Any([2, 3, 5, 4, 2])),
        new("AveragePool of volumes", x => x[0].AveragePool((1, 2, 3)), Any([2, 3, 5, 6, 2])),
        new("AdaptiveMaxPool", x => x[0].AdaptiveMaxPool((3, 4)), Distinct([2, 7, 9, 3])),
        new("AdaptiveMaxPool of sequences", x => x[0].AdaptiveMaxPool(3), Distinct([2, 7, 17])),
        new("AdaptiveMaxPool of volumes, more bins than elements", x => x[0].AdaptiveMaxPool((2, 5, 3)), Distinct([2, 3, 3, 7, 2])),
        new("AdaptiveAveragePool", x => x[0].AdaptiveAveragePool((3, 4)), Any([2, 7, 9, 3])),
        new("AdaptiveAveragePool of volumes", x => x[0].AdaptiveAveragePool((2, 5, 3)), Any([2, 3, 3, 7, 2])),
        new("AdaptiveMaxPool2DGradient", AdaptiveMaxPoolGradient, Fixed([2, 5, 7, 3]), Fixed([2, 3, 4, 3])),
        new("AdaptiveAveragePool2DGradient",
            x => KerasTensor.Of(new AdaptiveAveragePool2DGradientOp((3, 4), [2, 5, 7, 3]), x), Any([2, 3, 4, 3])),
        new("Conv2DMaxPoolInputGradient", x => PooledInputGradient(x, [2, 6, 5, 3], Padding.Valid), Whole(4, [2, 2, 1, 4]), Fixed([2, 2, 1, 4]), Fixed([3, 3, 3, 4]))
            { Tolerance = ProductSums },
        new("Conv2DMaxPoolInputGradient, many images",
            x => PooledInputGradient(x, [8, 9, 8, 6], Padding.Same), Whole(4, [8, 4, 4, 8]), Small([8, 4, 4, 8]), Small([5, 5, 6, 8])) { Tolerance = ProductSums },
    ];

    private static OpSample[] SpatialConvolutions() =>
    [
        Convolution("Conv of sequences", x => x[0].Conv(x[1]), [2, 9, 3], [4, 3, 5]),
        Convolution("Conv of sequences, same, strides", x => x[0].Conv(x[1], 2, Padding.Same), [2, 9, 3], [4, 3, 5]),
        Convolution("Conv of sequences, causal, dilation", x => x[0].Conv(x[1], padding: Padding.Causal, dilationRate: 2), [2, 9, 3], [3, 3, 5]),
        Convolution("Conv of sequences, groups", x => x[0].Conv(x[1], padding: Padding.Same), [2, 9, 6], [3, 2, 9]),
        Convolution("Conv of images", x => x[0].Conv(x[1], (1, 2)), [2, 6, 7, 3], [3, 2, 3, 4]),
        Convolution("Conv of volumes", x => x[0].Conv(x[1]), [2, 4, 5, 6, 2], [3, 2, 3, 2, 4]),
        Convolution("Conv of volumes, same, strides", x => x[0].Conv(x[1], (2, 1, 3), Padding.Same), [2, 5, 5, 6, 2], [2, 3, 3, 2, 4]),
        Convolution("Conv of volumes, dilation", x => x[0].Conv(x[1], padding: Padding.Same, dilationRate: (2, 1, 3)), [1, 5, 4, 7, 2], [3, 2, 2, 2, 3]),
        Convolution("Conv of volumes, groups", x => x[0].Conv(x[1]), [1, 3, 4, 4, 4], [2, 2, 2, 2, 6]),
        Convolution("Conv of volumes, pointwise", x => x[0].Conv(x[1]), [2, 3, 2, 4, 3], [1, 1, 1, 3, 5]),
        Convolution("ConvTranspose of sequences", x => x[0].ConvTranspose(x[1], 2), [2, 5, 3], [4, 6, 3]),
        Convolution("ConvTranspose of sequences, same", x => x[0].ConvTranspose(x[1], 3, Padding.Same, outputPadding: 1), [2, 5, 3], [4, 6, 3]),
        Convolution("ConvTranspose of images", x => x[0].ConvTranspose(x[1], (2, 3), Padding.Same), [2, 4, 3, 3], [3, 2, 4, 3]),
        Convolution("ConvTranspose of images, dilation", x => x[0].ConvTranspose(x[1], dilationRate: (2, 1)), [2, 4, 3, 3], [3, 2, 4, 3]),
        Convolution("ConvTranspose of volumes", x => x[0].ConvTranspose(x[1], 2), [1, 2, 3, 2, 3], [3, 2, 3, 2, 3]),
        Convolution("ConvTranspose of volumes, same, strides", x => x[0].ConvTranspose(x[1], (2, 1, 3), Padding.Same), [1, 2, 3, 2, 3], [3, 2, 2, 2, 3]),
        Convolution("ConvTranspose of volumes, dilation", x => x[0].ConvTranspose(x[1], 1, Padding.Same, dilationRate: 2), [1, 3, 3, 2, 3], [2, 2, 2, 2, 3]),
        Convolution("DepthwiseConv of sequences", x => x[0].DepthwiseConv(x[1], padding: Padding.Same), [2, 9, 5], [3, 5, 1]),
        Convolution("DepthwiseConv, several filters for each channel", x => x[0].DepthwiseConv(x[1], 2, Padding.Same), [2, 6, 7, 5], [3, 2, 5, 3]),
        Convolution("DepthwiseConv, one channel", x => x[0].DepthwiseConv(x[1]), [2, 6, 7, 1], [3, 2, 1, 3]),
        Convolution("DepthwiseConv, strides and dilation", x => x[0].DepthwiseConv(x[1], (2, 3), Padding.Same, (2, 1)), [2, 9, 8, 18], [3, 3, 18, 1]),
        Convolution("DepthwiseConv, bias, ReLU, MaxPool2D", x => (x[0].DepthwiseConv(x[1]) + x[2]).Relu().MaxPool2D(2), [2, 7, 8, 18], [2, 3, 18, 1], [18]),
        Convolution("SeparableConv", x => x[0].SeparableConv(x[1], x[2], 2, Padding.Same), [2, 7, 8, 4], [3, 3, 4, 2], [1, 1, 8, 5]),
        Convolution("SeparableConv of sequences", x => x[0].SeparableConv(x[1], x[2], padding: Padding.Causal), [2, 7, 4], [3, 4, 1], [1, 4, 5]),
        new("A volume's convolution whose result nobody reaches", x => Unreached(x[0], x[1]), Any([1, 1, 2, 2, 1]), Any([2, 1, 1, 1, 1])) { Tolerance = ProductSums },
    ];

    // A kernel of two elements, five apart, over a result of one position: both lie beside it. The first input is added, so as to have a gradient.
    private static KerasTensor Unreached(KerasTensor x, KerasTensor kernel) =>
        x.ConvTranspose(kernel, padding: Padding.Same, dilationRate: (5, 1, 1)) + x + kernel.Reshape([2]).Sum();

    private static OpSample Convolution(string name, Func<KerasTensor[], KerasTensor> build, params Shape[] inputs) =>
        new(name, build, [.. inputs.Select(shape => Any(shape))]) { Tolerance = ProductSums };

    // Winograd's filtering errs by some millionths of all that is summed up.
    private static Given Small(Shape shape) => Between(-0.5f, 0.5f, shape) with { IsSmooth = false };

    // Inputs: winners, what they pass on, kernel.
    private static KerasTensor PooledInputGradient(KerasTensor[] x, Shape images, Padding padding)
    {
        Window2D window = Window2D.Of("", images, (x[2].Shape[0], x[2].Shape[1]), 1, 1, padding);
        Size2D size = window.Output("", images);
        Shape convolved = [images[0], size.Height, size.Width, x[2].Shape[3]];
        var scatter = new MaxPool2DScatterOp(Window2D.Of("", convolved, 2, 2, 1, Padding.Valid), convolved);
        return KerasTensor.Of(new Conv2DMaxPoolInputGradientOp(new Conv2DInputGradientOp(window, 1, images), scatter), x);
    }

    private static KerasTensor AdaptiveMaxPoolGradient(KerasTensor[] x) =>
        KerasTensor.Of(new AdaptiveMaxPool2DGradientOp(), x[0], x[0].AdaptiveMaxPool((3, 4)), x[1]);
}
