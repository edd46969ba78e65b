namespace Keratin;

public static partial class Ops
{
    /// <summary>A part of each image.</summary>
    /// <remarks>Of the offset, the size and the offset on the other side two are given for each direction; the third follows.</remarks>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image <c>(height, width, channels)</c>.</param>
    /// <param name="topCropping">Rows cut off at the top.</param>
    /// <param name="leftCropping">Columns cut off at the left.</param>
    /// <param name="bottomCropping">Rows cut off at the bottom.</param>
    /// <param name="rightCropping">Columns cut off at the right.</param>
    /// <param name="targetHeight">Height of the part.</param>
    /// <param name="targetWidth">Width of the part.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <exception cref="ArgumentException">For a direction not just two of the three are given, or something is negative or reaches beyond the image.</exception>
    public static KerasTensor CropImages(
        this KerasTensor images,
        int? topCropping = null,
        int? leftCropping = null,
        int? bottomCropping = null,
        int? rightCropping = null,
        int? targetHeight = null,
        int? targetWidth = null,
        DataFormat dataFormat = DataFormat.ChannelsLast) =>
        ImageAxes.Batched(images, "CropImages", dataFormat, x =>
        {
            var (top, height) = Side("height", topCropping, targetHeight, bottomCropping, x.Shape[1]);
            var (left, width) = Side("width", leftCropping, targetWidth, rightCropping, x.Shape[2]);
            return ImageAxes.Part(x, top, left, (height, width));

            static (int Before, int Length) Side(string what, int? before, int? length, int? after, int whole)
            {
                (before, length, after) = ImageAxes.Complete("CropImages", what, before, length, after, whole);
                return length > 0 ? (before.Value, length.Value)
                    : throw new ArgumentException($"CropImages: expected at least one pixel of {what}; got {before} off before and {after} after of {whole}.");
            }
        });
}
