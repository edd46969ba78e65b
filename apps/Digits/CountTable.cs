using Keratin.Datasets;
using Keratin.Digits.Terminals;
using Spectre.Console;

namespace Digits;

/// <summary>How many images there are of each digit, as a table with bars.</summary>
internal static class CountTable
{
    /// <summary>Characters of its lines.</summary>
    public const int Width = 54;

    private const int BarRoom = 20;

    public static void Write(TextWriter output, DataPart train, DataPart test, TerminalProfile terminal)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey)
            .AddColumn(new TableColumn("digit").RightAligned())
            .AddColumn(new TableColumn("train").RightAligned())
            .AddColumn(new TableColumn("").Width(BarRoom))
            .AddColumn(new TableColumn("test").RightAligned());
        double most = Math.Max(train.Classes.Max(), 1);
        for (int digit = 0; digit < Mnist.Classes; digit++)
        {
            table.AddRow(
                new Text($"{digit}", new Style(decoration: Decoration.Bold)),
                new Text($"{train.Classes[digit]:N0}"),
                new Text(BarText.Of(train.Classes[digit] / most, BarRoom, hasUnicode: true), new Style(Color.Aqua)),
                new Text($"{test.Classes[digit]:N0}"));
        }
        foreach (string line in SpectreText.Lines(table, terminal))
            output.WriteLine(line);
    }
}
