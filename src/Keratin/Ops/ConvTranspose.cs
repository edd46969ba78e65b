namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Transposed convolution: each position of <paramref name="x"/> lays the kernel, times its channels, onto the result, <c>s</c> positions from one to
    /// the next, and what lies above each other is added up. The gradient of a convolution on its images, taken forward.
    /// </summary>
    /// <remarks>
    /// <para>With <c>span = (k - 1)·d + 1</c> the result has <c>(in - 1)·s + span + outputPadding</c> positions under Valid padding, by default
    /// <c>(in - 1)·s + max(span, s)</c>. Under Same padding it has <c>in·s</c>, or <c>(in - 1)·s + span mod 2 + outputPadding</c> where an output padding is
    /// given; what is more is cut on both sides, an odd position behind.</para>
    /// <para>Dumoulin, Visin 2016, <i>A guide to convolution arithmetic for deep learning</i>, arXiv:1603.07285.</para>
    /// </remarks>
    /// <param name="x">Sequences, images or volumes as for <c>Conv</c>.</param>
    /// <param name="kernel">Its sizes along the spatial axes, then <c>filters</c> and <c>channels</c>: the other way about than a convolution's.</param>
    /// <param name="strides">Steps between kernels on the result; 1 by default.</param>
    /// <param name="padding">Whether the border is left, Valid, or cut, Same.</param>
    /// <param name="outputPadding">Zeros behind, fewer than strides along each axis; see the remarks for what null means.</param>
    /// <param name="dilationRate">Distance of the kernel's elements on the result; 1 by default.</param>
    /// <returns>The batch, the new lengths, the filters.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentException">An output padding is not smaller than the stride.</exception>
    public static KerasTensor ConvTranspose(
        this KerasTensor x, KerasTensor kernel, SpatialSize? strides = null, Padding padding = Padding.Valid, SpatialSize? outputPadding = null,
        SpatialSize? dilationRate = null) =>
        ConvTranspose("ConvTranspose", x, kernel, strides ?? 1, padding, outputPadding, dilationRate ?? 1);

    internal static KerasTensor ConvTranspose(
        string who, KerasTensor x, KerasTensor kernel, SpatialSize strides, Padding padding, SpatialSize? outputPadding, SpatialSize dilationRate)
    {
        IntList sizes = KernelSizes(who, x, kernel);
        int rank = sizes.Count, filters = kernel.Shape[^2];
        if (kernel.Shape[^1] != x.Shape[^1])
            throw new ShapeException(
                who, "a kernel whose last axis are the channels", $"{x.Shape}, kernel {kernel.Shape}",
                kernel.Shape[^2] == x.Shape[^1] ? "the kernel of a transposed convolution has filters first, then channels" : null);
        if (padding == Padding.Causal)
            throw new ArgumentException($"{who}: expected padding valid or same; got causal.", nameof(padding));
        IntList steps = strides.Of(rank, who, "strides"), dilations = dilationRate.Of(rank, who, "dilationRate");
        IntList? behind = outputPadding?.Of(rank, who, "outputPadding", least: 0);
        if (behind is not null && behind.Where((zeros, axis) => zeros >= steps[axis]).Any())
            throw new ArgumentException($"{who}: expected an output padding below the strides {strides}; got {outputPadding}.", nameof(outputPadding));

        (AxisWindow Window, int Output)[] axes = [.. sizes.Select((size, axis) =>
            AxisWindow.Transposed(who, x.Shape[axis + 1], size, steps[axis], dilations[axis], padding, behind?[axis]))];
        Shape result = [x.Shape[0], .. axes.Select(axis => axis.Output), filters];
        return rank switch
        {
            1 => Transposed(AsImage(x), kernel.Reshape([1, .. kernel.Shape]), [(AxisWindow.Point, 1), axes[0]]).Reshape(result),
            2 => Transposed(x, kernel, axes),
            _ => TransposedVolumes(x, kernel, axes, result),
        };
    }

    private static KerasTensor Transposed(KerasTensor x, KerasTensor kernel, (AxisWindow Window, int Output)[] axes)
    {
        Shape result = [x.Shape[0], axes[0].Output, axes[1].Output, kernel.Shape[2]];
        return KerasTensor.Of(new Conv2DInputGradientOp(Window2D.Of(axes[0].Window, axes[1].Window), Groups: 1, result), x, kernel);
    }

    // The kernel's slices as filters of one transposed convolution of images, which are then laid onto the depth of the result and added up.
    private static KerasTensor TransposedVolumes(KerasTensor x, KerasTensor kernel, (AxisWindow Window, int Output)[] axes, Shape result)
    {
        int filters = kernel.Shape[3], channels = kernel.Shape[4], depth = x.Shape[1];
        AxisWindow along = axes[0].Window;
        KerasTensor images = x.Reshape([Together(x.Shape[0], depth), .. x.Shape[2..]]);
        KerasTensor wide = kernel.Transpose(1, 2, 0, 3, 4).Reshape([kernel.Shape[1], kernel.Shape[2], along.Kernel * filters, channels]);
        KerasTensor slices = Transposed(images, wide, axes[1..]).Reshape([x.Shape[0], depth, result[2], result[3], along.Kernel, filters]);
        Shape one = [x.Shape[0], depth, result[2], result[3], filters];
        KerasTensor? sum = null;
        for (int u = 0; u < along.Kernel; u++)
        {
            KerasTensor spread = Spread(slices.Slice(4, u, 1).Reshape(one), along.Stride);
            if (Lay(spread, (u * along.Dilation) - along.Before, result[1]) is { } laid)
                sum = sum is null ? laid : sum + laid;
        }
        // Elements so far apart that all of them miss a short result.
        return sum ?? Constant(0).BroadcastTo(result);
    }

    // Zeros between the elements of axis 1, so that they are a stride apart.
    private static KerasTensor Spread(KerasTensor x, int stride)
    {
        int length = x.Shape[1];
        if (stride == 1 || length == 1)
            return x;
        KerasTensor apart = x.Reshape([x.Shape[0], length, 1, .. x.Shape[2..]]).Pad(2, 0, stride - 1);
        return apart.Reshape(x.Shape.With(1, checked(length * stride))).Slice(1, 0, ((length - 1) * stride) + 1);
    }

    // Axis 1 laid onto one of another length, from a position that may lie before it; null where nothing of it lies there.
    private static KerasTensor? Lay(KerasTensor x, int start, int length)
    {
        int from = Math.Max(-start, 0), end = Math.Min(x.Shape[1], length - start);
        if (end <= from)
            return null;
        KerasTensor part = end - from == x.Shape[1] ? x : x.Slice(1, from, end - from);
        return part.Pad(1, start + from, length - start - end);
    }
}
