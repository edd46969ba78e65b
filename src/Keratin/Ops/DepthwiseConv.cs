namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Convolution of each channel by itself, with filters of its own: <c>y[i, c·m + j] = Σ x[s·i + d·u, c] · w[u, c, j]</c> over the kernel's positions
    /// <c>u</c>, for <c>m</c> filters of each channel.
    /// </summary>
    /// <param name="x">Sequences <c>(batch, steps, channels)</c> or images <c>(batch, height, width, channels)</c>; all but the batch known.</param>
    /// <param name="kernel">Its sizes along the spatial axes, then <c>channels</c> and the filters of each, the depth multiplier.</param>
    /// <param name="strides">Steps of the window; 1 by default.</param>
    /// <param name="padding">What happens at the border.</param>
    /// <param name="dilationRate">Distance of the kernel's elements on the image; 1 by default.</param>
    /// <returns>The batch, the new lengths, <c>channels · multiplier</c>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the image is smaller than the kernel.</exception>
    public static KerasTensor DepthwiseConv(
        this KerasTensor x, KerasTensor kernel, SpatialSize? strides = null, Padding padding = Padding.Valid, SpatialSize? dilationRate = null) =>
        DepthwiseConv("DepthwiseConv", x, kernel, strides ?? 1, padding, dilationRate ?? 1);

    internal static KerasTensor DepthwiseConv(
        string who, KerasTensor x, KerasTensor kernel, SpatialSize strides, Padding padding, SpatialSize dilationRate)
    {
        IntList sizes = KernelSizes(who, x, kernel);
        if (sizes.Count > 2)
            throw new ShapeException(who, $"{SpatialWindows.Layout(1)} or {SpatialWindows.Layout(2)}", $"{x.Shape}");
        if (kernel.Shape[^2] != x.Shape[^1])
            throw new ShapeException(who, "a kernel (…, channels, multiplier)", $"{x.Shape}, kernel {kernel.Shape}");
        // Channel by channel the filters lie side by side: as groups of one channel each.
        KerasTensor groups = kernel.Reshape([.. sizes, 1, kernel.Shape[^2] * kernel.Shape[^1]]);
        return Conv(who, x, groups, strides, padding, dilationRate);
    }
}
