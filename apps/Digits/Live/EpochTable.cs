using System.Globalization;
using Keratin.Callbacks;
using Keratin.Digits.Terminals;
using Spectre.Console;

namespace Digits.Live;

/// <summary>The table of finished epochs, written row by row: what is above has long scrolled away, and is not drawn again.</summary>
internal sealed class EpochTable(int epochs)
{
    private const string Epoch = "epoch", Time = "time", Loss = "loss", Validation = "val_";

    // A value of 1.2345e-05.
    private const int ValueWidth = 10, TimeWidth = 7;

    // A space on either side, and a line.
    private const int AroundCell = 3;

    private readonly Dictionary<string, float> _best = new(StringComparer.Ordinal);
    private List<string>? _columns;
    private TerminalProfile? _terminal;

    /// <summary>The line that ends the table; null while it has no row.</summary>
    public string? Bottom { get; private set; }

    /// <summary>The lines to add for epochs that finished since the last call, the table's head before the first of them.</summary>
    public IReadOnlyList<string> Take(IReadOnlyList<EpochRow> rows, TerminalProfile terminal)
    {
        if (rows.Count == 0)
            return [];
        bool isFirst = _columns is null;
        // The columns are those of the first epoch in the window as it was then: rows that stay cannot change.
        _terminal ??= terminal;
        _columns ??= Fitting(rows[0].Logs, terminal.Width);
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (string column in _columns)
            table.AddColumn(new TableColumn(column).RightAligned().Width(WidthOf(column)).NoWrap());
        foreach (EpochRow row in rows)
            table.AddRow(_columns.Select(column => Cell(row, column)));
        string[] lines = SpectreText.Lines(table, _terminal);
        Bottom = lines[^1];
        const int HeadLines = 3;
        return lines[(isFirst ? 0 : HeadLines)..^1];
    }

    // The loss first, then the other values, then the same of the validation.
    private static IEnumerable<string> Ordered(Logs logs) => logs.Keys
        .OrderBy(name => name.StartsWith(Validation, StringComparison.Ordinal))
        .ThenBy(name => name is not (Loss or Validation + Loss));

    private List<string> Fitting(Logs logs, int width)
    {
        List<string> columns = [Epoch, Time, .. Ordered(logs)];
        // Given up one after the other: the time, the validation's loss, then values from the left, for the last is what a training is judged by.
        foreach (string column in (string[])[Time, Validation + Loss, .. Ordered(logs).Where(name => name != Loss)])
        {
            if (columns.Sum(name => WidthOf(name) + AroundCell) + 1 > width)
                columns.Remove(column);
        }
        return columns;
    }

    private int WidthOf(string column) => column switch
    {
        Epoch => Math.Max(Epoch.Length, $"{epochs}/{epochs}".Length),
        Time => TimeWidth,
        _ => Math.Max(column.Length, ValueWidth),
    };

    private Text Cell(EpochRow row, string column)
    {
        if (column == Epoch)
            return new Text($"{row.Epoch + 1}/{epochs}");
        if (column == Time)
            return new Text(LiveLines.Duration(row.Time));
        if (!row.Logs.TryGetValue(column, out float value))
            return new Text("");
        return new Text(LiveLines.Value(value), new Style(IsBest(column, value) ? Color.Green : Color.Default));
    }

    // Losses should fall; accuracies and their kin should rise.
    private bool IsBest(string column, float value)
    {
        bool isBest = !_best.TryGetValue(column, out float best) || (column.Contains(Loss, StringComparison.Ordinal) ? value < best : value > best);
        if (isBest)
            _best[column] = value;
        return isBest;
    }
}
