using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Largest element of each window, channel by channel.</summary>
    /// <param name="x">Images <c>(batch, height, width, channels)</c>.</param>
    /// <param name="poolSize">Size of the window.</param>
    /// <param name="strides">Steps of the window; its size by default.</param>
    /// <param name="padding">What happens at the border; pixels outside never win.</param>
    public static KerasTensor MaxPool2D(this KerasTensor x, Size2D poolSize, Size2D? strides = null, Padding padding = Padding.Valid)
    {
        ArgumentNullException.ThrowIfNull(x);
        var window = Window2D.Of("MaxPool2D", x.Shape, poolSize, strides ?? poolSize, 1, padding);
        // Pixels outside never win. Zeros of a padding do, but not from what a ReLU gave; and where both are zero the ReLU lets no gradient through.
        var (images, wider) = PaddedWindow.Absorb(x, window);
        return images.Op is ReluOp ? KerasTensor.Of(new MaxPool2DOp(wider), images) : KerasTensor.Of(new MaxPool2DOp(window), x);
    }
}

internal sealed record MaxPool2DOp(Window2D Window) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Size2D size = Window.Output(Name, inputs[0]);
        return [inputs[0][0], size.Height, size.Width, inputs[0][3]];
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new MaxPool2DGradientOp(Window), result.Inputs[0], result, gradient)];
}

/// <summary>Each window's gradient goes to its largest element, of equals to the first in row-major order. Inputs images, result, gradient.</summary>
internal sealed record MaxPool2DGradientOp(Window2D Window) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
