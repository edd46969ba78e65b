namespace Keratin;

public static partial class Ops
{
    /// <summary>Images blurred by a Gaussian: the weight of a pixel at distance <c>d</c> is <c>exp(-d² / (2·σ²))</c>, over the sum of the kernel; outside are zeros.</summary>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image <c>(height, width, channels)</c>.</param>
    /// <param name="kernelSize">Size of the kernel along the columns, then, as in Keras, along the rows: <c>(x, y)</c>; (3, 3) by default.</param>
    /// <param name="sigma">Standard deviations in pixels, <c>(x, y)</c>; (1, 1) by default.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape.</returns>
    public static KerasTensor GaussianBlur(
        this KerasTensor images, (int X, int Y)? kernelSize = null, (float X, float Y)? sigma = null, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        var (width, height) = kernelSize ?? (3, 3);
        var (x, y) = sigma ?? (1, 1);
        return ImageAxes.Batched(images, "GaussianBlur", dataFormat, batch => Gaussian.Blur(
            batch, Gaussian.Weights(Require.Positive(width, nameof(kernelSize)), Constant(x)), Gaussian.Weights(Require.Positive(height, nameof(kernelSize)), Constant(y))));
    }
}
