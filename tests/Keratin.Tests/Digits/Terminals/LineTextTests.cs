using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;

namespace Keratin.Tests.Digits.Terminals;

// What draws within one line: curves and bars.
public class LineTextTests
{
    [Fact]
    public void A_curve_goes_from_the_largest_block_to_the_smallest()
    {
        // Halves: equal steps of the logarithm.
        Assert.Equal("█▇▆▅▄▃▂▁", Sparkline.Of([128, 64, 32, 16, 8, 4, 2, 1], 20));
        // With 0 among them the scale is linear.
        Assert.Equal("█▅▁", Sparkline.Of([14, 8, 0], 20));
        Assert.Equal("▁▁", Sparkline.Of([3, 3], 20));
        Assert.Equal("", Sparkline.Of([], 20));
    }

    [Fact]
    public void Of_more_values_than_characters_the_means_of_neighbours_are_drawn() =>
        Assert.Equal("▁█", Sparkline.Of([1, 3, 100, 300], 2));

    [Fact]
    public void What_is_no_number_is_marked() => Assert.Equal("█×▁×", Sparkline.Of([2, double.NaN, 1, double.PositiveInfinity], 4));

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.5, "██")]
    [InlineData(0.53125, "██▏")]
    [InlineData(0.96875, "███▉")]
    [InlineData(1, "████")]
    [InlineData(7, "████")]
    [InlineData(double.NaN, "")]
    public void A_bar_is_drawn_to_an_eighth_of_a_character(double part, string bar) => Assert.Equal(bar, BarText.Of(part, 4, hasUnicode: true));

    [Fact]
    public void A_bar_in_ASCII_is_made_of_hashes() => Assert.Equal("##", BarText.Of(0.5, 4, hasUnicode: false));

    [Fact]
    public void Probabilities_are_lines_of_equal_length()
    {
        IReadOnlyList<string> lines = ProbabilityText.Bars([0, 0.25f, 0, 0, 0, 0, 0, 0.75f, 0, 0], 18, hasUnicode: true);
        Assert.Equal(10, lines.Count);
        Assert.Equal("1 ██        25.0 %", lines[1]);
        Assert.Equal("7 ██████    75.0 %", lines[7]);
        Assert.All(lines, line => Assert.Equal(18, line.Length));
        Assert.Equal("7   75.0 %", ProbabilityText.Bars([0, 0, 0, 0, 0, 0, 0, 0.75f, 0, 0], 3, hasUnicode: true)[7]);
    }
}
