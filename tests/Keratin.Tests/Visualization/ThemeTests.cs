using Keratin.Visualization.Imaging;
using Keratin.Visualization.Svg;

namespace Keratin.Tests.Visualization;

public class ThemeTests
{
    [Theory]
    [InlineData("ink", 10)]
    [InlineData("muted", 5.5)]
    [InlineData("series-1", 3)]
    [InlineData("series-2", 3)]
    [InlineData("series-3", 3)]
    [InlineData("series-4", 3)]
    [InlineData("series-5", 3)]
    [InlineData("series-6", 3)]
    public void Colours_stand_out_from_the_page_light_and_dark(string name, double least)
    {
        for (int mode = 0; mode < 2; mode++)
            Assert.InRange(Contrast(Color(name, mode), Color("page", mode)), least, 21);
    }

    // WCAG's limit for text of any size.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_on_cells_can_be_read_at_every_strength(bool isRight)
    {
        for (int mode = 0; mode < 2; mode++)
        {
            double[] empty = Color("panel", mode), full = Color(isRight ? "right" : "wrong", mode);
            for (int n = 80; n <= 1000; n++)
            {
                double opacity = n / 1000.0;
                double[] cell = [.. empty.Zip(full, (from, to) => from + ((to - from) * opacity))];
                double contrast = Contrast(Color(Theme.TextOnCell(isRight, opacity)["fill-".Length..], mode), cell);
                Assert.True(contrast >= 4.5, $"{contrast:F2} at {opacity} in mode {mode}");
            }
        }
    }

    [Fact]
    public void The_sequential_ramp_only_gets_lighter()
    {
        byte[] color = new byte[3];
        double before = -1;
        for (int n = 0; n <= 255; n++)
        {
            ColorRamp.Sequential.Write(n / 255.0, color);
            double lightness = Math.Cbrt(Luminance([color[0], color[1], color[2]]));
            Assert.True(lightness >= before - 1e-3, $"{n}: {lightness} after {before}");
            before = Math.Max(before, lightness);
        }
        ColorRamp.Sequential.Write(0, color);
        Assert.Equal([0x44, 0x01, 0x54], color);
        ColorRamp.Sequential.Write(7, color);
        Assert.Equal([0xFD, 0xE7, 0x25], color);
        ColorRamp.Sequential.Write(double.NaN, color);
        Assert.Equal([0x44, 0x01, 0x54], color);
    }

    [Fact]
    public void The_diverging_ramp_is_white_in_the_middle()
    {
        byte[] color = new byte[3];
        ColorRamp.Diverging.Write(0.5, color);
        Assert.Equal([0xF7, 0xF7, 0xF7], color);
    }

    private static double[] Color(string name, int mode)
    {
        var (_, light, dark) = Theme.Colors.Single(color => color.Name == name);
        int value = Convert.ToInt32((mode == 0 ? light : dark)[1..], 16);
        return [value >> 16, (value >> 8) & 0xFF, value & 0xFF];
    }

    private static double Contrast(double[] a, double[] b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(double[] color)
    {
        double[] linear = [.. color.Select(value => value / 255).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
