using System.Globalization;
using System.Text;
using Keratin.Metrics;

namespace Keratin.Digits.Recognition;

/// <summary>Writes a confusion matrix as tables of plain ASCII, which every console can show.</summary>
public static class ConfusionText
{
    private const string RowTitle = "true ";

    /// <summary>The matrix: a row for each true digit, a column for each predicted one, a dot for zero so that mistakes stand out.</summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="width">Characters of a line; columns that do not fit follow in a second block.</param>
    public static string Matrix(ConfusionMatrix confusion, int width = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        int classes = confusion.Classes;
        int cell = 1 + Enumerable.Range(0, classes).Max(truth => Enumerable.Range(0, classes).Max(digit => Cell(confusion, truth, digit).Length));
        int columns = Math.Clamp((width - RowTitle.Length) / cell, 1, classes);
        // Two blocks of five read better than one of six and one of four.
        int blocks = (classes + columns - 1) / columns;
        columns = (classes + blocks - 1) / blocks;
        var text = new StringBuilder();
        for (int first = 0; first < classes; first += columns)
        {
            text.Append(first > 0 ? "\n" : "");
            AppendBlock(text, confusion, first, Math.Min(first + columns, classes), cell);
        }
        return text.ToString();
    }

    /// <summary>Precision, recall, F1 and number of images of each digit; at most 39 characters wide.</summary>
    /// <param name="confusion">The counts.</param>
    public static string PerDigit(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var text = new StringBuilder("digit precision recall     F1 support\n");
        for (int digit = 0; digit < confusion.Classes; digit++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{digit,5} {confusion.Precision(digit),9:F4} {confusion.Recall(digit),6:F4} {confusion.F1(digit),6:F4} {confusion.Support(digit),7}\n");
        }
        return text.ToString();
    }

    private static void AppendBlock(StringBuilder text, ConfusionMatrix confusion, int first, int end, int cell)
    {
        text.Append(RowTitle);
        for (int digit = first; digit < end; digit++)
            text.Append(Number(digit).PadLeft(cell));
        text.Append('\n');
        for (int truth = 0; truth < confusion.Classes; truth++)
        {
            text.Append(Number(truth).PadLeft(RowTitle.Length - 1)).Append(' ');
            for (int digit = first; digit < end; digit++)
                text.Append(Cell(confusion, truth, digit).PadLeft(cell));
            text.Append('\n');
        }
    }

    private static string Cell(ConfusionMatrix confusion, int truth, int digit) =>
        confusion[truth, digit] == 0 ? "." : Number(confusion[truth, digit]);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
