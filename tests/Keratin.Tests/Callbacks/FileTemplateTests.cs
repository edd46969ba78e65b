using Keratin.Callbacks;

namespace Keratin.Tests.Callbacks;

public class FileTemplateTests
{
    // Each expected text is what Python's format() gives.
    [Theory]
    [InlineData(3, true, "", "3")]
    [InlineData(3, true, "02d", "03")]
    [InlineData(12, true, "1d", "12")]
    [InlineData(1234567, true, ",", "1,234,567")]
    [InlineData(3, true, ".1f", "3.0")]
    [InlineData(3, true, ">4", "   3")]
    [InlineData(3, true, "*<4d", "3***")]
    [InlineData(3, true, "+d", "+3")]
    [InlineData(0.123456, false, ".2f", "0.12")]
    [InlineData(0.125, false, ".2f", "0.12")]
    [InlineData(0.375, false, ".2f", "0.38")]
    [InlineData(2.5, false, ".0f", "2")]
    [InlineData(0.123456789, false, "f", "0.123457")]
    [InlineData(-0.5, false, "08.3f", "-000.500")]
    [InlineData(0.98765, false, ".1%", "98.8%")]
    [InlineData(123456.0, false, ".3e", "1.235e+05")]
    [InlineData(0.00001234, false, "g", "1.234e-05")]
    [InlineData(0.0001234, false, "g", "0.0001234")]
    [InlineData(1234567.0, false, "g", "1.23457e+06")]
    [InlineData(100000.0, false, "g", "100000")]
    [InlineData(0.1, false, ".3g", "0.1")]
    [InlineData(0.5, false, "", "0.5")]
    [InlineData(1.0, false, "", "1.0")]
    [InlineData(0.10000000149011612, false, "", "0.10000000149011612")]
    [InlineData(0.00001, false, "", "1e-05")]
    [InlineData(double.NaN, false, ".2f", "nan")]
    [InlineData(double.NegativeInfinity, false, "8.2f", "    -inf")]
    public void Numbers_are_written_as_python_does(double value, bool isWhole, string spec, string expected) =>
        Assert.Equal(expected, NumberFormat.Format(value, isWhole, spec));

    [Theory]
    [InlineData(true, ".2d")]
    [InlineData(false, "d")]
    [InlineData(false, "x")]
    [InlineData(false, ".f")]
    public void What_is_no_format_is_none(bool isWhole, string spec) => Assert.Null(NumberFormat.Format(1, isWhole, spec));

    [Fact]
    public void Names_are_filled()
    {
        Logs logs = new() { ["loss"] = 1, ["val_loss"] = 0.25f };
        Assert.Equal("a/03-0.25.keras", FileTemplate.Fill("a/{epoch:02d}-{val_loss:.2f}.keras", 3, null, logs));
        Assert.Equal("{3}-7", FileTemplate.Fill("{{{epoch}}}-{batch}", 3, 7, logs));
        Assert.Equal("plain.keras", FileTemplate.Fill("plain.keras", 3, null, logs));
    }

    [Theory]
    [InlineData("{val_acc:.2f}", "expected names of numbers that are there, epoch, loss; got 'val_acc'")]
    [InlineData("{batch}", "got 'batch'")]
    [InlineData("{loss:02d}", "expected a format such as 02d or .2f; got '02d' for loss")]
    [InlineData("{epoch", "each brace to be closed")]
    [InlineData("epoch}", "each brace to be closed")]
    public void Names_that_cannot_be_filled_are_refused(string template, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => FileTemplate.Fill(template, 1, null, new Logs { ["loss"] = 1 })).Message);
}
