namespace Keratin;

public static partial class Ops
{
    private static readonly float[] s_luma = [0.2989f, 0.5870f, 0.1140f];

    /// <summary>Images without colour: <c>0.2989·red + 0.5870·green + 0.1140·blue</c> (ITU-R BT.601). Images of one channel stay as they are.</summary>
    /// <param name="images"><c>(batch, height, width, 3)</c>, or one image <c>(height, width, 3)</c>.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape with one channel.</returns>
    /// <exception cref="ShapeException">The images have neither 3 channels nor 1.</exception>
    public static KerasTensor RgbToGrayscale(this KerasTensor images, DataFormat dataFormat = DataFormat.ChannelsLast) =>
        ImageAxes.Batched(images, "RgbToGrayscale", dataFormat, x => x.Shape[3] switch
        {
            1 => x,
            3 => (x * Constant(s_luma.ToTensor([3]))).Sum([3], keepDims: true),
            _ => throw new ShapeException("RgbToGrayscale", "images of 3 channels, or of 1", $"{images.Shape}"),
        });
}
