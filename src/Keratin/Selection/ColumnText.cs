using System.Text;

namespace Keratin.Selection;

/// <summary>Rows of cells in columns that are as wide as they need to be, right-aligned.</summary>
internal static class ColumnText
{
    /// <summary>The text, a line for each row.</summary>
    public static string Of(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
