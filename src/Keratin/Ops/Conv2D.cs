using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>2-D convolution, in the field's sense of cross-correlation: <c>y[i, j, o] = Σ x[s·i + d·u, s·j + d·v, c] · w[u, v, c, o]</c>.</summary>
    /// <param name="x">Images <c>(batch, height, width, channels)</c>.</param>
    /// <param name="kernel">Shape <c>(kernelHeight, kernelWidth, channels / groups, filters)</c>.</param>
    /// <param name="strides">Steps of the window; 1 by default.</param>
    /// <param name="padding">What happens at the border.</param>
    /// <param name="dilationRate">Distance of the kernel's elements on the image; 1 by default.</param>
    /// <param name="groups">Into how many groups channels and filters are split; filters see their group's channels only.</param>
    /// <returns>Shape <c>(batch, newHeight, newWidth, filters)</c>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the image is smaller than the kernel.</exception>
    public static KerasTensor Conv2D(
        this KerasTensor x, KerasTensor kernel, Size2D? strides = null, Padding padding = Padding.Valid, Size2D? dilationRate = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(kernel);
        if (kernel.Rank != 4)
            throw new ShapeException("Conv2D", "a kernel (height, width, channels, filters)", $"{kernel.Shape}");
        Size2D size = (kernel.Shape[0], kernel.Shape[1]);
        var window = Window2D.Of("Conv2D", x.Shape, size, strides ?? 1, dilationRate ?? 1, padding);
        (x, window) = PaddedWindow.Absorb(x, window);
        return Convolve(x, kernel, window, groups);
    }
}

/// <summary>
/// <c>activation(x ∗ kernel + bias)</c>. The bias is a third input and, like the activation, is put in by the fusing pass after
/// gradients were taken.
/// </summary>
internal sealed record Conv2DOp(Window2D Window, int Groups) : Op
{
    public FusedActivation Activation { get; init; }

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (x, kernel) = (inputs[0], inputs[1]);
        if (Groups < 1 || x[3] != kernel[2] * Groups || kernel[3] % Groups != 0)
            throw new ShapeException(
                Name, $"channels / groups = {kernel[2]} and filters divisible by groups", $"{x}, kernel {kernel}, groups {Groups}");
        Size2D size = Window.Output(Name, x);
        return [x[0], size.Height, size.Width, kernel[3]];
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, kernel) = (result.Inputs[0], result.Inputs[1]);
        return
        [
            KerasTensor.Of(new Conv2DInputGradientOp(Window, Groups, x.Shape), gradient, kernel),
            KerasTensor.Of(new Conv2DKernelGradientOp(Window, Groups, kernel.Shape), x, gradient),
        ];
    }
}

/// <summary>Gradient of <see cref="Conv2DOp"/> on the images: each output's gradient goes back to the pixels under its window.</summary>
internal sealed record Conv2DInputGradientOp(Window2D Window, int Groups, Shape Images) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Images;

    // Linear in both inputs, with the same bilinear form as the convolution itself.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (outer, kernel) = (result.Inputs[0], result.Inputs[1]);
        return
        [
            KerasTensor.Of(new Conv2DOp(Window, Groups), gradient, kernel),
            KerasTensor.Of(new Conv2DKernelGradientOp(Window, Groups, kernel.Shape), gradient, outer),
        ];
    }
}

/// <summary>Gradient of <see cref="Conv2DOp"/> on the kernel: pixels times gradients, summed over all places of the window.</summary>
internal sealed record Conv2DKernelGradientOp(Window2D Window, int Groups, Shape Kernel) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Kernel;

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        var (x, outer) = (result.Inputs[0], result.Inputs[1]);
        return
        [
            KerasTensor.Of(new Conv2DInputGradientOp(Window, Groups, x.Shape), outer, gradient),
            KerasTensor.Of(new Conv2DOp(Window, Groups), x, gradient),
        ];
    }
}
