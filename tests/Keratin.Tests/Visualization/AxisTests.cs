using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Tests.Visualization;

public class AxisTests
{
    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 10, 5, "0 2 4 6 8 10")]
    [InlineData(-1, 1, 4, "-1.0 -0.5 0.0 0.5 1.0")]
    [InlineData(0, 0.3, 6, "0.00 0.05 0.10 0.15 0.20 0.25 0.30")]
    [InlineData(0.991, 0.999, 4, "0.992 0.994 0.996 0.998")]
    [InlineData(0, 3e7, 3, "0 1e7 2e7 3e7")]
    [InlineData(0, 2.5e-6, 5, "0 0.5e-6 1.0e-6 1.5e-6 2.0e-6 2.5e-6")]
    [InlineData(-30, -10, 2, "-30 -20 -10")]
    public void Ticks_are_at_steps_of_1_2_or_5(double min, double max, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Axis.Exactly(min, max).Ticks(most).Select(tick => tick.Label)));

    [Theory]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 1, "1")]
    [InlineData(1, 200, "0 50 100 150 200")]
    public void Epochs_are_whole(double first, double last, string expected) =>
        Assert.Equal(expected, string.Join(' ', Axis.Around([first, last], isWhole: true, room: 0.02).Ticks(5).Select(tick => tick.Label)));

    [Theory]
    [InlineData(0.001, 10, "0.001 0.01 0.1 1 10")]
    [InlineData(0.5, 8, "0.5 1 2 5")]
    [InlineData(1e-9, 1e9, "1e-9 1e-5 0.1 1000 1e7")]
    public void Logarithmic_ticks_are_powers_of_ten_or_finer(double min, double max, string expected) =>
        Assert.Equal(expected, string.Join(' ', Axis.Around([min, max], isLog: true, room: 0.001).Ticks(5).Select(tick => tick.Label)));

    [Fact]
    public void An_axis_of_losses_does_not_go_below_0()
    {
        Assert.Equal(0, Axis.Around([0.01, 5]).Min);
        Assert.Equal(0, Axis.Around([-5, -0.01]).Max);
        Assert.True(Axis.Around([-1, 5]).Min < -1);
    }

    [Theory]
    [InlineData(0.08123456, "0.08123")]
    [InlineData(0.5, "0.5")]
    [InlineData(12345.678, "12346")]
    [InlineData(0.00001234, "1.234e-5")]
    [InlineData(99999960, "1e8")]
    [InlineData(-0.0000999996, "-1e-4")]
    [InlineData(0, "0")]
    public void Numbers_have_four_digits(double value, string expected) => Assert.Equal(expected, NumberText.Of(value));

    [Theory]
    [InlineData(1, "100 %")]
    [InlineData(0.99999, ">99.9 %")]
    [InlineData(0.123, "12.3 %")]
    [InlineData(0.0001, "<0.1 %")]
    [InlineData(0, "0 %")]
    public void Per_cent_is_not_rounded_to_all_or_nothing(double share, string expected) => Assert.Equal(expected, NumberText.Percent(share));

    [Fact]
    public void Long_text_is_shortened_and_wrapped_to_its_width()
    {
        const string Text = "the quick brown fox jumps over the lazy dog";
        foreach (double width in new double[] { 5, 12, 60, 130, 1000 })
        {
            string shorter = TextWidth.Shorten(Text, width, 12);
            Assert.True(TextWidth.Of(shorter, 12) <= width, $"{shorter} at {width}");
            Assert.Equal(width >= 1000, shorter == Text);
        }
        Assert.Equal(Text, string.Join(' ', TextWidth.Wrap(Text, 90, 12)));
        Assert.All(TextWidth.Wrap(Text + Text.Replace(" ", "", StringComparison.Ordinal), 90, 12), line => Assert.True(TextWidth.Of(line, 12) <= 90));
        IReadOnlyList<string> two = TextWidth.Wrap(Text, 90, 12, maxLines: 2);
        Assert.Equal(2, two.Count);
        Assert.EndsWith("…", two[1], StringComparison.Ordinal);
        // A letter and its accent, and the halves of a pictograph, stay together.
        Assert.DoesNotContain(TextWidth.Shorten("e\u0301e\u0301e\u0301😀😀😀", 40, 12), char.IsSurrogate);
    }

    [Fact]
    public void Text_is_cleaned_of_what_xml_forbids() =>
        Assert.Equal("a b&lt;&amp;&gt;&quot;&#39;😀", XmlText.Escape("a\tb\u0000\u001B\uD800<&>\"'\uFFFE\u009F😀"));
}
