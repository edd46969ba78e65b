using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;
using Keratin.Metrics;
using Spectre.Console;

namespace Digits;

/// <summary>The confusion matrix and the scores of each digit as tables with lines and colours.</summary>
internal static class ScoreTables
{
    private const int Classes = Probabilities.Classes;

    // Of a digit's images, the part that makes a mistake stand out.
    private const double Notable = 0.005;

    /// <summary>Characters of the lines of the matrix, the wider of the two.</summary>
    public static int Width(ConfusionMatrix confusion)
    {
        const int TitleColumn = 8, AroundCell = 3;
        int largest = Enumerable.Range(0, Classes * Classes).Max(n => confusion[n / Classes, n % Classes]);
        return TitleColumn + (Classes * ($"{largest}".Length + AroundCell));
    }

    public static void WriteMatrix(TextWriter output, ConfusionMatrix confusion, TerminalProfile terminal)
    {
        Table table = Framed().AddColumn(new TableColumn("true").RightAligned());
        for (int digit = 0; digit < Classes; digit++)
            table.AddColumn(new TableColumn($"{digit}").RightAligned().NoWrap());
        for (int truth = 0; truth < Classes; truth++)
            table.AddRow([new Text($"{truth}", new Style(decoration: Decoration.Bold)), .. Enumerable.Range(0, Classes).Select(digit => Cell(confusion, truth, digit))]);
        Write(output, table, terminal);
    }

    public static void WritePerDigit(TextWriter output, ConfusionMatrix confusion, TerminalProfile terminal)
    {
        Table table = Framed();
        foreach (string title in new[] { "digit", "precision", "recall", "F1", "support" })
            table.AddColumn(new TableColumn(title).RightAligned());
        int worst = Enumerable.Range(0, Classes).MinBy(confusion.F1);
        for (int digit = 0; digit < Classes; digit++)
        {
            var style = new Style(digit == worst && confusion.F1(digit) < 1 ? Color.Yellow : Color.Default);
            table.AddRow(
                new Text($"{digit}", new Style(decoration: Decoration.Bold)),
                new Text($"{confusion.Precision(digit):F4}", style),
                new Text($"{confusion.Recall(digit):F4}", style),
                new Text($"{confusion.F1(digit):F4}", style),
                new Text($"{confusion.Support(digit):N0}"));
        }
        Write(output, table, terminal);
    }

    private static Table Framed() => new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);

    // Blue and orange: colour-blind people tell them apart as well.
    private static Text Cell(ConfusionMatrix confusion, int truth, int digit)
    {
        int count = confusion[truth, digit];
        double part = (double)count / Math.Max(confusion.Support(truth), 1);
        return count == 0 ? new Text("·", new Style(Color.Grey))
            : truth == digit ? new Text($"{count}", new Style(Color.DeepSkyBlue1))
            : new Text($"{count}", part >= Notable ? new Style(Color.Orange1, decoration: Decoration.Bold) : new Style(Color.Orange1));
    }

    private static void Write(TextWriter output, Table table, TerminalProfile terminal)
    {
        foreach (string line in SpectreText.Lines(table, terminal))
            output.WriteLine(line);
    }
}
