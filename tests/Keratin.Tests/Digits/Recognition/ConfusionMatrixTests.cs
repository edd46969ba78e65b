using Keratin.Digits.Recognition;

namespace Keratin.Tests.Digits.Recognition;

public class ConfusionMatrixTests
{
    // Ones: 3 read as 1, 1 as 7. Sevens: 2 read as 7, 1 as 1. One nine, read as 7.
    private static ConfusionMatrix Some()
    {
        var matrix = new ConfusionMatrix();
        foreach (var (truth, predicted) in new[] { (1, 1), (1, 1), (1, 1), (1, 7), (7, 7), (7, 7), (7, 1), (9, 7) })
            matrix.Add(truth, predicted);
        return matrix;
    }

    [Fact]
    public void Counts()
    {
        ConfusionMatrix matrix = Some();
        Assert.Equal((8, 5), (matrix.Count, matrix.Correct));
        Assert.Equal((3, 1, 1, 0), (matrix[1, 1], matrix[1, 7], matrix[7, 1], matrix[7, 9]));
        Assert.Equal((4, 4), (matrix.Support(1), matrix.Predicted(1)));
        Assert.Equal((3, 4), (matrix.Support(7), matrix.Predicted(7)));
        Assert.Equal((1, 0), (matrix.Support(9), matrix.Predicted(9)));
    }

    [Fact]
    public void Precision_looks_down_a_column_recall_along_a_row()
    {
        ConfusionMatrix matrix = Some();
        Assert.Equal(5 / 8.0, matrix.Accuracy);
        Assert.Equal((2 / 4.0, 2 / 3.0), (matrix.Precision(7), matrix.Recall(7)));
        Assert.Equal(2 * (0.5 * (2 / 3.0)) / (0.5 + (2 / 3.0)), matrix.F1(7), 1e-15);
    }

    [Fact]
    public void What_never_occurs_is_0_and_not_NaN()
    {
        ConfusionMatrix matrix = Some();
        Assert.Equal((0.0, 0.0, 0.0), (matrix.Precision(9), matrix.Recall(9), matrix.F1(9)));
        Assert.Equal((0.0, 0.0, 0.0), (matrix.Precision(0), matrix.Recall(0), matrix.F1(0)));
        Assert.Equal(0, new ConfusionMatrix().Accuracy);
    }

    [Fact]
    public void Refuses_what_is_no_digit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix().Add(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix().Add(0, -1));
    }

    [Fact]
    public void As_a_table()
    {
        string[] lines = ConfusionText.Matrix(Some()).Split('\n');
        Assert.Equal("true  0 1 2 3 4 5 6 7 8 9", lines[0]);
        Assert.Equal("   1  . 3 . . . . . 1 . .", lines[2]);
        Assert.Equal("   9  . . . . . . . 1 . .", lines[10]);
        Assert.Equal([""], lines[11..]);
    }

    [Fact]
    public void A_narrow_table_has_two_equal_blocks()
    {
        var matrix = Some();
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
        string[] lines = ConfusionText.PerDigit(Some()).Split('\n');
        Assert.Equal("digit precision recall     F1 support", lines[0]);
        Assert.Equal("    7    0.5000 0.6667 0.5714       3", lines[8]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 39));
    }
}
