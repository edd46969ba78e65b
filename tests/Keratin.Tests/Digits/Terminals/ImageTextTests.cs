using Keratin.Digits.Imaging;
using Keratin.Digits.Terminals;

namespace Keratin.Tests.Digits.Terminals;

public class ImageTextTests
{
    private static readonly TerminalProfile s_rich = new(true, ColorDepth.TrueColor, true, 80, 24);

    [Fact]
    public void Two_by_two_pixels_are_two_half_blocks()
    {
        var image = new GrayImage(2, 2, [0, 100, 200, 255]);
        Assert.Equal(
            ["\u001b[38;2;0;0;0m\u001b[48;2;200;200;200m▀\u001b[38;2;100;100;100m\u001b[48;2;255;255;255m▀\u001b[0m"],
            ImageText.Lines(image, s_rich));
        // 0 is black of the cube; 100 lies next to the gray 98, 200 next to 198, 255 is the cube's white.
        Assert.Equal(
            ["\u001b[38;5;16m\u001b[48;5;251m▀\u001b[38;5;241m\u001b[48;5;231m▀\u001b[0m"],
            ImageText.Lines(image, s_rich with { Colors = ColorDepth.Colors256 }));
        // Means of 100 and 177.5 of 255 on a ramp of ten: the fourth and the seventh character.
        Assert.Equal(["-*"], ImageText.Lines(image, TerminalProfile.Plain));
    }

    [Fact]
    public void A_colour_is_named_once_and_below_an_odd_last_row_is_the_window()
    {
        var image = new GrayImage(3, 3, new byte[9]);
        Assert.Equal(
            ["\u001b[38;2;0;0;0m\u001b[48;2;0;0;0m▀▀▀\u001b[0m", "\u001b[38;2;0;0;0m▀▀▀\u001b[0m"],
            ImageText.Lines(image, s_rich));
    }

    [Theory]
    [InlineData(false, true, ColorDepth.None)]
    [InlineData(true, true, ColorDepth.None)]
    [InlineData(true, false, ColorDepth.Colors256)]
    public void Without_colours_or_half_blocks_it_is_plain_ASCII(bool isInteractive, bool hasUnicode, ColorDepth colors)
    {
        var image = new GrayImage(16, 16, [.. Enumerable.Range(0, 256).Select(n => (byte)n)]);
        string text = string.Concat(ImageText.Lines(image, new(isInteractive, colors, hasUnicode, 80, 24)));
        Assert.All(text, character => Assert.InRange(character, ' ', '~'));
        Assert.Equal((' ', '@'), (text[0], new GrayImage(1, 2, [255, 255]) is var white ? ImageText.Lines(white, TerminalProfile.Plain)[0][0] : ' '));
    }

    [Theory]
    [InlineData(28, 28, 80, 40, 28, 28)]
    [InlineData(28, 28, 14, 40, 14, 14)]
    [InlineData(28, 28, 80, 7, 14, 14)]
    [InlineData(1000, 500, 100, 1000, 100, 50)]
    [InlineData(65535, 1, 20, 20, 20, 1)]
    [InlineData(3, 3, 1, 1, 1, 1)]
    public void A_picture_is_scaled_down_to_fit_and_never_up(int width, int height, int columns, int rows, int fittedWidth, int fittedHeight)
    {
        GrayImage fitted = ImageText.Fit(new GrayImage(width, height, new byte[width * height]), columns, rows);
        Assert.Equal((fittedWidth, fittedHeight), (fitted.Width, fitted.Height));
    }

    [Fact]
    public void A_pixel_of_a_smaller_picture_is_the_mean_of_those_it_stands_for()
    {
        var image = new GrayImage(4, 2, [0, 10, 255, 255, 20, 30, 255, 255]);
        Assert.Equal([15, 255], ImageText.Fit(image, columns: 2).Pixels.ToArray());
    }
}
