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

    // Who won is a constant: the gradient is linear in what it hands out, and nothing flows to the images by which it was decided.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [null, null, AtWinners(gradient, result.Inputs[0], result.Inputs[1])];

    // Of each window the number that stands where its winner does: place by place within the window, in the order in which equals win.
    private KerasTensor AtWinners(KerasTensor x, KerasTensor images, KerasTensor largest)
    {
        KerasTensor? sum = null, found = null;
        for (int place = 0; place < Window.KernelHeight * Window.KernelWidth; place++)
        {
            var (rows, isRow) = Places(Window.Vertical, place / Window.KernelWidth, images.Shape[1], largest.Shape[1]);
            var (columns, isColumn) = Places(Window.Horizontal, place % Window.KernelWidth, images.Shape[2], largest.Shape[2]);
            KerasTensor wins = At(images).Equal(largest) * isRow.Reshape([isRow.Shape[0], 1, 1]) * isColumn.Reshape([isColumn.Shape[0], 1]);
            wins = found is null ? wins : wins * (1 - found);
            found = found is null ? wins : found + wins;
            KerasTensor part = wins * At(x);
            sum = sum is null ? part : sum + part;

            KerasTensor At(KerasTensor y) => y.Take(rows, 1).Take(columns, 2);
        }
        return sum!;
    }

    // Along an axis: where that place of each window lies, and whether that is within the images.
    private static (KerasTensor Places, KerasTensor AreWithin) Places(AxisWindow window, int place, int length, int count)
    {
        int[] places = [.. Enumerable.Range(0, count).Select(i => (i * window.Stride) + (place * window.Dilation) - window.Before)];
        return (
            Ops.Constant(Array.ConvertAll(places, at => (float)Math.Clamp(at, 0, length - 1)).ToTensor([count])),
            Ops.Constant(Array.ConvertAll(places, at => at >= 0 && at < length ? 1f : 0).ToTensor([count])));
    }
}
