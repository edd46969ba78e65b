namespace Keratin;

public static partial class Ops
{
    /// <summary>Largest element of each window, channel by channel, of sequences, images or volumes.</summary>
    /// <param name="x">Sequences, images or volumes as for <c>Conv</c>.</param>
    /// <param name="poolSize">Size of the window.</param>
    /// <param name="strides">Steps of the window; its size by default.</param>
    /// <param name="padding">What happens at the border; elements outside never win.</param>
    /// <exception cref="ShapeException">The shape does not fit, or the image is smaller than the window.</exception>
    public static KerasTensor MaxPool(this KerasTensor x, SpatialSize poolSize, SpatialSize? strides = null, Padding padding = Padding.Valid) =>
        MaxPool("MaxPool", x, poolSize, strides ?? poolSize, padding);

    internal static KerasTensor MaxPool(string who, KerasTensor x, SpatialSize poolSize, SpatialSize strides, Padding padding) =>
        Pool(who, x, poolSize, strides, padding, (images, window) => KerasTensor.Of(new MaxPool2DOp(window), images));

    // A maximum of maxima is the maximum and, as windows are blocks, a mean of means is the mean: also at a border, where as many elements are
    // missing from each slice of a window. So volumes are pooled as images first and then along their depth.
    private static KerasTensor Pool(
        string who, KerasTensor x, SpatialSize poolSize, SpatialSize strides, Padding padding, Func<KerasTensor, Window2D, KerasTensor> pool)
    {
        ArgumentNullException.ThrowIfNull(x);
        int rank = SpatialWindows.Rank(who, x.Shape);
        if (padding == Padding.Causal)
            throw new ArgumentException($"{who}: expected padding valid or same; got causal.", nameof(padding));
        AxisWindow[] windows = SpatialWindows.Of(
            who, x.Shape, poolSize.Of(rank, who, "poolSize"), strides.Of(rank, who, "strides"), [.. Enumerable.Repeat(1, rank)], padding);
        int[] lengths = SpatialWindows.Output(who, x.Shape, windows);
        Shape result = [x.Shape[0], .. lengths, x.Shape[^1]];
        return rank switch
        {
            1 => pool(AsImage(x), Window2D.Of(AxisWindow.Point, windows[0])).Reshape(result),
            2 => pool(x, Window2D.Of(windows[0], windows[1])),
            _ => PoolVolumes(x, result, images => pool(images, Window2D.Of(windows[1], windows[2])), rows => pool(rows, Window2D.Of(windows[0], AxisWindow.Point))),
        };
    }

    private static KerasTensor PoolVolumes(KerasTensor x, Shape result, Func<KerasTensor, KerasTensor> images, Func<KerasTensor, KerasTensor> depths)
    {
        var (batch, depth, channels) = (x.Shape[0], x.Shape[1], x.Shape[4]);
        KerasTensor slices = images(x.Reshape([Together(batch, depth), .. x.Shape[2..]]));
        return depths(slices.Reshape([batch, depth, result[2] * result[3], channels])).Reshape(result);
    }
}
