namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Convolution of sequences, images or volumes, in the field's sense of cross-correlation:
    /// <c>y[i, o] = Σ x[s·i + d·u, c] · w[u, c, o]</c>, over the kernel's positions <c>u</c> and the channels <c>c</c>.
    /// </summary>
    /// <remarks>Where the kernel has fewer channels than the images, both are split into groups, and a filter sees its group's channels only.</remarks>
    /// <param name="x">
    /// <c>(batch, steps, channels)</c>, <c>(batch, height, width, channels)</c> or <c>(batch, depth, height, width, channels)</c>; all but the batch known.
    /// </param>
    /// <param name="kernel">Its sizes along the spatial axes, then <c>channels / groups</c> and <c>filters</c>.</param>
    /// <param name="strides">Steps of the window; 1 by default.</param>
    /// <param name="padding">What happens at the border.</param>
    /// <param name="dilationRate">Distance of the kernel's elements on the image; 1 by default.</param>
    /// <returns>The batch, the new lengths, the filters.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the image is smaller than the kernel.</exception>
    public static KerasTensor Conv(
        this KerasTensor x, KerasTensor kernel, SpatialSize? strides = null, Padding padding = Padding.Valid, SpatialSize? dilationRate = null) =>
        Conv("Conv", x, kernel, strides ?? 1, padding, dilationRate ?? 1);

    internal static KerasTensor Conv(string who, KerasTensor x, KerasTensor kernel, SpatialSize strides, Padding padding, SpatialSize dilationRate)
    {
        IntList sizes = KernelSizes(who, x, kernel);
        int rank = sizes.Count, channels = x.Shape[^1], seen = kernel.Shape[^2];
        int groups = seen > 0 && channels % seen == 0 ? channels / seen : 0;
        if (groups == 0 || kernel.Shape[^1] % groups != 0)
            throw new ShapeException(
                who, "channels that are those of the kernel, or several groups of as many, and filters for each group alike", $"{x.Shape}, kernel {kernel.Shape}");
        AxisWindow[] windows = SpatialWindows.Of(
            who, x.Shape, sizes, strides.Of(rank, who, "strides"), dilationRate.Of(rank, who, "dilationRate"), padding);
        int[] lengths = SpatialWindows.Output(who, x.Shape, windows);
        return rank switch
        {
            1 => Convolve(AsImage(x), kernel.Reshape([1, .. kernel.Shape]), Window2D.Of(AxisWindow.Point, windows[0]), groups)
                .Reshape([x.Shape[0], lengths[0], kernel.Shape[^1]]),
            2 => Convolve(x, kernel, Window2D.Of(windows[0], windows[1]), groups),
            _ => ConvolveVolumes(x, kernel, windows, groups).Reshape([x.Shape[0], .. lengths, kernel.Shape[^1]]),
        };
    }

    // A sequence as an image of one row.
    private static KerasTensor AsImage(KerasTensor x) => x.Reshape([x.Shape[0], 1, x.Shape[1], x.Shape[2]]);

    // Where each channel has several filters of its own, it is repeated for each, as then filters and channels meet one to one.
    private static KerasTensor Convolve(KerasTensor x, KerasTensor kernel, Window2D window, int groups)
    {
        Shape images = x.Shape;
        int filters = kernel.Shape[3], repeats = filters / Math.Max(groups, 1);
        bool isRepeated = groups > 1 && groups == images[3] && repeats > 1 && repeats * groups == filters;
        if (!isRepeated)
            return KerasTensor.Of(new Conv2DOp(window, groups), x, kernel);
        KerasTensor repeated = x.Reshape([.. images, 1]).BroadcastTo([.. images, repeats]).Reshape(images.With(3, filters));
        return KerasTensor.Of(new Conv2DOp(window, filters), repeated, kernel);
    }

    // The slices that the kernel's depth covers stand side by side as channels of one slice, group by group: then slices are images.
    private static KerasTensor ConvolveVolumes(KerasTensor x, KerasTensor kernel, AxisWindow[] windows, int groups)
    {
        var (batch, height, width, seen) = (x.Shape[0], x.Shape[2], x.Shape[3], kernel.Shape[3]);
        AxisWindow along = windows[0];
        int depth = along.Output(x.Shape[1]);
        KerasTensor padded = x.Pad(1, along.Before, along.After);
        Shape slices = [Together(batch, depth), height, width, groups, 1, seen];
        KerasTensor[] covered = [.. Enumerable.Range(0, along.Kernel).Select(
            u => Every(padded.Slice(1, u * along.Dilation, ((depth - 1) * along.Stride) + 1), along.Stride).Reshape(slices))];
        KerasTensor side = covered.Length == 1 ? covered[0] : Concatenate(covered, 4);
        KerasTensor images = side.Reshape([slices[0], height, width, groups * along.Kernel * seen]);
        KerasTensor filters = kernel.Transpose(1, 2, 0, 3, 4).Reshape([kernel.Shape[1], kernel.Shape[2], along.Kernel * seen, kernel.Shape[4]]);
        return Convolve(images, filters, Window2D.Of(windows[1], windows[2]), groups);
    }

    // Elements 0, s, 2s … along axis 1, the last of which is the last of all.
    private static KerasTensor Every(KerasTensor x, int stride)
    {
        if (stride == 1 || x.Shape[1] == 1)
            return x;
        int count = ((x.Shape[1] - 1) / stride) + 1;
        KerasTensor steps = x.Pad(1, 0, (count * stride) - x.Shape[1]).Reshape([x.Shape[0], count, stride, .. x.Shape[2..]]);
        return steps.Slice(2, 0, 1).Reshape(x.Shape.With(1, count));
    }

    // Two axes as one.
    private static int Together(int outer, int inner) => outer == Shape.Unknown ? outer : checked(outer * inner);

    // The sizes of a kernel along the spatial axes of what it goes over.
    private static IntList KernelSizes(string who, KerasTensor x, KerasTensor kernel)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(kernel);
        int rank = SpatialWindows.Rank(who, x.Shape);
        if (kernel.Rank != rank + 2 || kernel.Shape.Any(length => length < 1))
            throw new ShapeException(who, $"a kernel of {rank} {(rank == 1 ? "size" : "sizes")} and two numbers of channels", $"{kernel.Shape}, images {x.Shape}");
        return [.. kernel.Shape[..rank]];
    }
}
