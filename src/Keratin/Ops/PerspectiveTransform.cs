using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Images seen from another side: what lay at four points comes to lie at four others.</summary>
    /// <remarks>The change of perspective is found by solving eight linear equations, then as in <see cref="AffineTransform"/>. Points outside are one value.</remarks>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image <c>(height, width, channels)</c>.</param>
    /// <param name="startPoints">Four points <c>(x, y)</c> of each image, <c>(batch, 4, 2)</c>, or <c>(4, 2)</c> for all.</param>
    /// <param name="endPoints">Where they come to lie, of the same shape.</param>
    /// <param name="interpolation"><c>Nearest</c> or <c>Bilinear</c>.</param>
    /// <param name="fillValue">The value outside of the image.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape.</returns>
    /// <exception cref="ShapeException">The images or the points have another shape.</exception>
    public static KerasTensor PerspectiveTransform(
        this KerasTensor images,
        KerasTensor startPoints,
        KerasTensor endPoints,
        Interpolation interpolation = Interpolation.Bilinear,
        float fillValue = 0,
        DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        ArgumentNullException.ThrowIfNull(startPoints);
        ArgumentNullException.ThrowIfNull(endPoints);
        AffineTransformOp.Check("PerspectiveTransform", interpolation);
        KerasTensor transforms = KerasTensor.Of(new HomographyOp(), Batch(startPoints), Batch(endPoints));
        return ImageAxes.Batched(
            images, "PerspectiveTransform", dataFormat, x => Transformed(x, transforms, (x.Shape[1], x.Shape[2]), interpolation, FillMode.Constant, fillValue));
    }

    private static KerasTensor Batch(KerasTensor points) => points.Rank == 2 ? points.Reshape([1, .. points.Shape]) : points;
}

/// <summary>The transform <c>a0, a1, a2, b0, b1, b2, c0, c1</c> that leads from each end point to its start point: <c>(batch, 8)</c>.</summary>
internal sealed record HomographyOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        var (start, end) = (inputs[0], inputs[1]);
        bool fits = start == end && start.Rank == 3 && start[1] == 4 && start[2] == 2;
        return fits ? [start[0], AffineTransformOp.Parameters]
            : throw new ShapeException(Name, "start and end points (batch, 4, 2) or (4, 2), both alike", $"{start} and {end}");
    }
}
