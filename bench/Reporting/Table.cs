using System.Text;
using System.Text.Json.Nodes;

namespace Keratin.Bench.Reporting;

/// <summary>Rows under named columns, with remarks below: printed as GitHub's markdown, kept as JSON.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly string[] _columns = columns;
    private readonly List<Cell[]> _rows = [];
    private readonly List<string> _notes = [];

    public string Title { get; } = title;

    public int Rows => _rows.Count;

    public void Add(params Cell[] cells)
    {
        if (cells.Length != _columns.Length)
            throw new ArgumentException($"{Title}: expected {_columns.Length} cells; got {cells.Length}.");
        _rows.Add(cells);
    }

    /// <summary>A remark below the table.</summary>
    public void Note(string text) => _notes.Add(text);

    public string ToMarkdown()
    {
        int[] widths = [.. _columns.Select((column, c) => _rows.Select(row => row[c].Text.Length).Append(column.Length).Append(3).Max())];
        bool[] isNumber = [.. _columns.Select((_, c) => c > 0 && _rows.Exists(row => row[c].Number is not null))];
        var text = new StringBuilder($"## {Title}\n\n");
        if (_rows.Count > 0)
        {
            AppendLine(text, _columns, widths, isNumber);
            AppendLine(text, widths.Select((width, c) => isNumber[c] ? new string('-', width - 1) + ":" : new string('-', width)), widths, isNumber);
            foreach (Cell[] row in _rows)
                AppendLine(text, row.Select(cell => cell.Text.Replace("|", "\\|", StringComparison.Ordinal)), widths, isNumber);
            text.Append('\n');
        }
        foreach (string note in _notes)
            text.Append("- ").Append(note).Append('\n');
        return text.Append(_notes.Count > 0 ? "\n" : "").ToString();
    }

    public JsonObject ToJson() => new()
    {
        ["title"] = Title,
        ["rows"] = new JsonArray([.. _rows.Select(row => new JsonObject(_columns.Select((column, c) => KeyValuePair.Create(column, row[c].ToJson()))))]),
        ["notes"] = new JsonArray([.. _notes.Select(note => JsonValue.Create(note))]),
    };

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells, int[] widths, bool[] isNumber) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, c) => isNumber[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]))).Append(" |\n");
}
