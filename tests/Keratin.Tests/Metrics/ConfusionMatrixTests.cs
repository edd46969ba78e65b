using Keratin.Metrics;

namespace Keratin.Tests.Metrics;

public class ConfusionMatrixTests
{
    // Ones: 3 read as 1, 1 as 7. Sevens: 2 read as 7, 1 as 1. One nine, read as 7.
    internal static ConfusionMatrix Some()
    {
        var matrix = new ConfusionMatrix(10);
        foreach (var (truth, predicted) in new[] { (1, 1), (1, 1), (1, 1), (1, 7), (7, 7), (7, 7), (7, 1), (9, 7) })
            matrix.Add(truth, predicted);
        return matrix;
    }

    [Fact]
    public void Counts_many_at_once()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add([0, 1, 2, 2], [0, 2, 2, 2]);
        Assert.Equal((1, 1, 2, 4), (matrix[0, 0], matrix[1, 2], matrix[2, 2], matrix.Count));
        Assert.Throws<ArgumentException>(() => matrix.Add([0, 1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add([0], [3]));
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
        Assert.Equal(0, new ConfusionMatrix(10).Accuracy);
    }

    [Fact]
    public void Refuses_what_is_no_class()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(10).Add(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(10).Add(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
    }
}
