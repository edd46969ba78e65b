using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Images after a rotation, shift, scaling, shear, or a change of perspective.</summary>
    /// <remarks>
    /// <para>
    /// The pixel of the result in column <c>x</c>, row <c>y</c> is what the image has at <c>((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k)</c>,
    /// where <c>k = c0·x + c1·y + 1</c>: the transform goes from the result to the image. Between pixels is interpolated, and each neighbour that
    /// lies outside of the image is what <paramref name="fillMode"/> says.
    /// </para>
    /// <para>Gradients flow to the images, not to the transform.</para>
    /// </remarks>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image <c>(height, width, channels)</c>.</param>
    /// <param name="transform">For each image <c>a0, a1, a2, b0, b1, b2, c0, c1</c>: <c>(batch, 8)</c>, or <c>(8,)</c> for all.</param>
    /// <param name="interpolation"><c>Nearest</c> or <c>Bilinear</c>.</param>
    /// <param name="fillMode">What lies outside of the image.</param>
    /// <param name="fillValue">The value outside, for <c>Constant</c>.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape.</returns>
    /// <exception cref="ShapeException">The images or the transforms have another shape.</exception>
    /// <exception cref="ArgumentException">The interpolation is neither of the two.</exception>
    public static KerasTensor AffineTransform(
        this KerasTensor images,
        KerasTensor transform,
        Interpolation interpolation = Interpolation.Bilinear,
        FillMode fillMode = FillMode.Constant,
        float fillValue = 0,
        DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        ArgumentNullException.ThrowIfNull(transform);
        AffineTransformOp.Check("AffineTransform", interpolation);
        return ImageAxes.Batched(
            images, "AffineTransform", dataFormat, x => Transformed(x, transform, (x.Shape[1], x.Shape[2]), interpolation, fillMode, fillValue));
    }

    // The result may have another size than the images.
    internal static KerasTensor Transformed(
        KerasTensor images, KerasTensor transform, Size2D size, Interpolation interpolation, FillMode fillMode, float fillValue)
    {
        KerasTensor transforms = transform.Rank == 1 ? transform.Reshape([1, .. transform.Shape]) : transform;
        return KerasTensor.Of(new AffineTransformOp(size, interpolation, fillMode, fillValue), images, transforms);
    }
}

internal sealed record AffineTransformOp(Size2D Size, Interpolation Interpolation, FillMode FillMode, float FillValue) : Op
{
    /// <summary>Numbers of a transform.</summary>
    public const int Parameters = 8;

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (images, transforms) = (inputs[0], inputs[1]);
        bool fits = images.Rank == 4 && transforms.Rank == 2 && transforms[1] == Parameters
            && (transforms[0] == 1 || transforms[0] == images[0] || transforms[0] == Shape.Unknown || images[0] == Shape.Unknown);
        return fits ? [images[0], Size.Height, Size.Width, images[3]]
            : throw new ShapeException(Name, "images (batch, height, width, channels) and transforms (batch, 8) or (8,)", $"{images} and {transforms}");
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new AffineTransformGradientOp(result.Inputs[0].Shape, Interpolation, FillMode), gradient, result.Inputs[1]), null];

    public static void Check(string who, Interpolation interpolation)
    {
        if (interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
            throw new ArgumentException($"{who}: expected the interpolation Nearest or Bilinear; got {interpolation}.", nameof(interpolation));
    }
}

/// <summary>Each pixel's gradient is given back to the pixels it was made of, in their shares.</summary>
internal sealed record AffineTransformGradientOp(Shape Images, Interpolation Interpolation, FillMode FillMode) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Images;

    // The transpose of a linear map, whose transpose is the map again; what lies outside is added to it, so it has no part in this.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        Shape transformed = result.Inputs[0].Shape;
        return [Ops.Transformed(gradient, result.Inputs[1], (transformed[1], transformed[2]), Interpolation, FillMode, 0), null];
    }
}
