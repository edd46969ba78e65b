using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Images of another size: each new pixel is interpolated where it lies in the old image.</summary>
    /// <remarks>
    /// <para>
    /// Pixel <c>i</c> of <c>n</c> new ones along an axis of <c>m</c> lies at <c>(i + 1/2) · m / n - 1/2</c> of the old ones (centres on centres). Its
    /// weights are the kernel's values at the distances, divided by their sum, so that the border needs no pixels outside.
    /// </para>
    /// <para>
    /// Computed as two matrix products with constant matrices, one for each axis whose length changes; gradients follow from them.
    /// </para>
    /// </remarks>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image <c>(height, width, channels)</c>.</param>
    /// <param name="size">New height and width.</param>
    /// <param name="interpolation">Which kernel.</param>
    /// <param name="antialias">When an axis shrinks, whether the kernel is widened by as much, so that each old pixel counts. Not for <c>Nearest</c>.</param>
    /// <param name="cropToAspectRatio">Whether the largest part in the middle that has the new size's proportions is taken first.</param>
    /// <param name="padToAspectRatio">Whether the image is first given a border so that it has the new size's proportions.</param>
    /// <param name="fillValue">Value of that border.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape with the new height and width.</returns>
    /// <exception cref="ShapeException">No images, or of unknown size.</exception>
    /// <exception cref="ArgumentException">Both cropped and padded.</exception>
    public static KerasTensor Resize(
        this KerasTensor images,
        Size2D size,
        Interpolation interpolation = Interpolation.Bilinear,
        bool antialias = false,
        bool cropToAspectRatio = false,
        bool padToAspectRatio = false,
        float fillValue = 0,
        DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        _ = Require.Positive(size);
        if (cropToAspectRatio && padToAspectRatio)
            throw new ArgumentException("Resize: expected at most one of cropToAspectRatio and padToAspectRatio; got both.", nameof(padToAspectRatio));
        return ImageAxes.Batched(images, "Resize", dataFormat, batch =>
        {
            KerasTensor x = cropToAspectRatio ? AspectRatio.Crop(batch, size) : padToAspectRatio ? AspectRatio.Pad(batch, size, fillValue) : batch;
            return Interpolated(x, size, interpolation, antialias);
        });
    }

    // The axis in question is brought to the end, where a matrix product takes it; the height goes second and leaves it there.
    private static KerasTensor Interpolated(KerasTensor images, Size2D size, Interpolation interpolation, bool antialias)
    {
        var (height, width, channels) = (images.Shape[1], images.Shape[2], images.Shape[3]);
        if (size.Height == height && size.Width == width)
            return images;
        // (batch, channels, height, width)
        KerasTensor x = ImageAxes.Reorder(images, [0, 3, 1, 2]);
        if (size.Width != width)
            x = Product(x, ResizeWeights.Matrix(width, size.Width, interpolation, antialias), [images.Shape[0], channels, height, size.Width]);
        if (size.Height == height)
            return ImageAxes.Reorder(x, [0, 2, 3, 1]);
        x = ImageAxes.Reorder(x, [0, 1, 3, 2]);
        x = Product(x, ResizeWeights.Matrix(height, size.Height, interpolation, antialias), [images.Shape[0], channels, size.Width, size.Height]);
        return ImageAxes.Reorder(x, [0, 3, 2, 1]);
    }

    private static KerasTensor Product(KerasTensor x, Tensor<float> matrix, Shape result) =>
        x.Reshape([Shape.Unknown, x.Shape[^1]]).MatMul(Constant(matrix)).Reshape(result);
}
