namespace Keratin;

public static partial class Ops
{
    /// <summary>Mean of each window, channel by channel, of sequences, images or volumes; elements outside do not count.</summary>
    /// <param name="x">Sequences, images or volumes as for <c>Conv</c>.</param>
    /// <param name="poolSize">Size of the window.</param>
    /// <param name="strides">Steps of the window; its size by default.</param>
    /// <param name="padding">What happens at the border.</param>
    /// <exception cref="ShapeException">The shape does not fit, or the image is smaller than the window.</exception>
    public static KerasTensor AveragePool(this KerasTensor x, SpatialSize poolSize, SpatialSize? strides = null, Padding padding = Padding.Valid) =>
        AveragePool("AveragePool", x, poolSize, strides ?? poolSize, padding);

    internal static KerasTensor AveragePool(string who, KerasTensor x, SpatialSize poolSize, SpatialSize strides, Padding padding) =>
        Pool(who, x, poolSize, strides, padding, (images, window) => KerasTensor.Of(new AveragePool2DOp(window), images));
}
