namespace Keratin;

public static partial class Ops
{
    /// <summary>A depthwise convolution, then one of single positions that mixes the channels. Chollet 2017, <i>Xception</i>, arXiv:1610.02357.</summary>
    /// <param name="x">Sequences <c>(batch, steps, channels)</c> or images <c>(batch, height, width, channels)</c>; all but the batch known.</param>
    /// <param name="depthwiseKernel">Its sizes along the spatial axes, then <c>channels</c> and the filters of each, the depth multiplier.</param>
    /// <param name="pointwiseKernel">Ones along the spatial axes, then <c>channels · multiplier</c> and <c>filters</c>.</param>
    /// <param name="strides">Steps of the depthwise window; 1 by default.</param>
    /// <param name="padding">What happens at the border.</param>
    /// <param name="dilationRate">Distance of the depthwise kernel's elements on the image; 1 by default.</param>
    /// <returns>The batch, the new lengths, the filters.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the image is smaller than the kernel.</exception>
    public static KerasTensor SeparableConv(
        this KerasTensor x, KerasTensor depthwiseKernel, KerasTensor pointwiseKernel, SpatialSize? strides = null, Padding padding = Padding.Valid,
        SpatialSize? dilationRate = null) =>
        SeparableConv("SeparableConv", x, depthwiseKernel, pointwiseKernel, strides ?? 1, padding, dilationRate ?? 1);

    internal static KerasTensor SeparableConv(
        string who, KerasTensor x, KerasTensor depthwiseKernel, KerasTensor pointwiseKernel, SpatialSize strides, Padding padding, SpatialSize dilationRate)
    {
        KerasTensor depthwise = DepthwiseConv(who, x, depthwiseKernel, strides, padding, dilationRate);
        ArgumentNullException.ThrowIfNull(pointwiseKernel);
        Shape points = pointwiseKernel.Shape;
        bool fits = points.Rank == x.Rank && points.Take(points.Rank - 2).All(size => size == 1) && points[^2] == depthwise.Shape[^1];
        if (!fits)
            throw new ShapeException(who, $"a pointwise kernel of ones, then {depthwise.Shape[^1]} channels and the filters", $"{points}");
        return Conv(who, depthwise, pointwiseKernel, 1, Padding.Valid, 1);
    }
}
