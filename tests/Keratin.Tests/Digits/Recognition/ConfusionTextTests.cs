using Keratin.Digits.Recognition;
using Keratin.Metrics;
using Keratin.Tests.Metrics;

namespace Keratin.Tests.Digits.Recognition;

public class ConfusionTextTests
{
    [Fact]
    public void As_a_table()
    {
        string[] lines = ConfusionText.Matrix(ConfusionMatrixTests.Some()).Split('\n');
        Assert.Equal("true  0 1 2 3 4 5 6 7 8 9", lines[0]);
        Assert.Equal("   1  . 3 . . . . . 1 . .", lines[2]);
        Assert.Equal("   9  . . . . . . . 1 . .", lines[10]);
        Assert.Equal([""], lines[11..]);
    }

    [Fact]
    public void A_narrow_table_has_two_equal_blocks()
    {
        ConfusionMatrix matrix = ConfusionMatrixTests.Some();
        for (int n = 0; n < 1000; n++)
            matrix.Add(0, 0);
        string[] lines = ConfusionText.Matrix(matrix, 39).Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 39));
        Assert.Equal("true     0    1    2    3    4", lines[0]);
        Assert.Equal("   0  1000    .    .    .    .", lines[1]);
        Assert.Equal("", lines[11]);
        Assert.Equal("true     5    6    7    8    9", lines[12]);
        Assert.Equal("   7     .    .    2    .    .", lines[20]);
    }

    [Fact]
    public void Digit_by_digit()
    {
        string[] lines = ConfusionText.PerDigit(ConfusionMatrixTests.Some()).Split('\n');
        Assert.Equal("digit precision recall     F1 support", lines[0]);
        Assert.Equal("    7    0.5000 0.6667 0.5714       3", lines[8]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 39));
    }
}
