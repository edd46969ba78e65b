using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Mean of each window, channel by channel; pixels outside the image do not count.</summary>
    /// <param name="x">Images <c>(batch, height, width, channels)</c>.</param>
    /// <param name="poolSize">Size of the window.</param>
    /// <param name="strides">Steps of the window; its size by default.</param>
    /// <param name="padding">What happens at the border.</param>
    public static KerasTensor AveragePool2D(this KerasTensor x, Size2D poolSize, Size2D? strides = null, Padding padding = Padding.Valid) =>
        KerasTensor.Of(new AveragePool2DOp(Window2D.Of("AveragePool2D", x.Shape, poolSize, strides ?? poolSize, 1, padding)), x);
}

internal sealed record AveragePool2DOp(Window2D Window) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Size2D size = Window.Output(Name, inputs[0]);
        return [inputs[0][0], size.Height, size.Width, inputs[0][3]];
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new AveragePool2DGradientOp(Window, result.Inputs[0].Shape), gradient)];
}

/// <summary>Each window's gradient is shared equally by the pixels under it.</summary>
internal sealed record AveragePool2DGradientOp(Window2D Window, Shape Images) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Images;

    // The pooling is linear, so this is its transpose, and the transpose of that the pooling again.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new AveragePool2DOp(Window), gradient)];
}
