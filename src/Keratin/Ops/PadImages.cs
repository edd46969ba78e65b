namespace Keratin;

public static partial class Ops
{
    /// <summary>A border of zeros around each image.</summary>
    /// <remarks>Of the border, the size and the border on the other side two are given for each direction; the third follows.</remarks>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image <c>(height, width, channels)</c>.</param>
    /// <param name="topPadding">Rows of zeros at the top.</param>
    /// <param name="leftPadding">Columns of zeros at the left.</param>
    /// <param name="bottomPadding">Rows of zeros at the bottom.</param>
    /// <param name="rightPadding">Columns of zeros at the right.</param>
    /// <param name="targetHeight">Height with the border.</param>
    /// <param name="targetWidth">Width with the border.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <exception cref="ArgumentException">For a direction not just two of the three are given, or a border is negative.</exception>
    public static KerasTensor PadImages(
        this KerasTensor images,
        int? topPadding = null,
        int? leftPadding = null,
        int? bottomPadding = null,
        int? rightPadding = null,
        int? targetHeight = null,
        int? targetWidth = null,
        DataFormat dataFormat = DataFormat.ChannelsLast) =>
        ImageAxes.Batched(images, "PadImages", dataFormat, x =>
        {
            // What a border adds is what cutting it off again would take away.
            var (top, _, bottom) = ImageAxes.Complete("PadImages", "height", topPadding, x.Shape[1], bottomPadding, targetHeight);
            var (left, _, right) = ImageAxes.Complete("PadImages", "width", leftPadding, x.Shape[2], rightPadding, targetWidth);
            return ImageAxes.Fill(x, (top, bottom), (left, right), 0);
        });
}
