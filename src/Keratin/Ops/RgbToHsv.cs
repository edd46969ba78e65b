namespace Keratin;

public static partial class Ops
{
    // What is nearer to 0 counts as 0: the distance of floats near 1.
    private const float ColorEpsilon = 1.1920929e-7f;

    /// <summary>Hue, saturation and value of colours, each from 0 to 1.</summary>
    /// <remarks>A. R. Smith: "Color gamut transform pairs", 1978. The value is the largest of the three; grey has hue 0 and saturation 0.</remarks>
    /// <param name="images">Red, green and blue from 0 to 1: <c>(batch, height, width, 3)</c>, or one image <c>(height, width, 3)</c>.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape.</returns>
    /// <exception cref="ShapeException">The images do not have 3 channels.</exception>
    public static KerasTensor RgbToHsv(this KerasTensor images, DataFormat dataFormat = DataFormat.ChannelsLast) =>
        ImageAxes.Batched(images, "RgbToHsv", dataFormat, x =>
        {
            KerasTensor zero = Constant(0), one = Constant(1);
            var (r, g, b) = ImageAxes.Channels("RgbToHsv", x.Absolute().Less(Constant(ColorEpsilon)).Where(zero, x));
            KerasTensor value = r.Maximum(g).Maximum(b), range = value - r.Minimum(g).Minimum(b);
            KerasTensor isColored = range.Greater(zero), isLight = value.Greater(zero);
            KerasTensor saturation = isLight.Where(range / isLight.Where(value, one), zero), sixth = 1 / (6 * isColored.Where(range, one));
            KerasTensor hue = value.Equal(r).Where(
                sixth * (g - b), value.Equal(g).Where((sixth * (b - r)) + (2f / 6), (sixth * (r - g)) + (4f / 6)));
            return Concatenate([isColored.Where(hue, zero) + hue.Less(zero), saturation, value], 3);
        });

    /// <summary>Red, green and blue, each from 0 to 1, of colours given by hue, saturation and value.</summary>
    /// <param name="images">Hue, which goes round with period 1, saturation and value from 0 to 1: <c>(batch, height, width, 3)</c>, or one image.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape.</returns>
    /// <exception cref="ShapeException">The images do not have 3 channels.</exception>
    public static KerasTensor HsvToRgb(this KerasTensor images, DataFormat dataFormat = DataFormat.ChannelsLast) =>
        ImageAxes.Batched(images, "HsvToRgb", dataFormat, x =>
        {
            var (hue, saturation, value) = ImageAxes.Channels("HsvToRgb", x);
            KerasTensor sixths = hue.Mod(Constant(1)) * 6;
            KerasTensor red = ((sixths - 3).Absolute() - 1).Clip(0, 1);
            KerasTensor green = (2 - (sixths - 2).Absolute()).Clip(0, 1), blue = (2 - (sixths - 4).Absolute()).Clip(0, 1);
            return Concatenate([.. new[] { red, green, blue }.Select(color => value * ((1 - saturation) + (saturation * color)))], 3);
        });
}
