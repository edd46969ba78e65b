using System.Globalization;
using System.Text;

namespace Keratin.Callbacks;

/// <summary>Lines of separated values, as spreadsheets and pandas read them (RFC 4180): what holds a separator, a quote or a line's end is quoted.</summary>
internal static class CsvText
{
    /// <summary>What stands where a value is missing.</summary>
    public const string Missing = "NA";

    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string> cells, string separator) => $"{string.Join(separator, cells.Select(cell => Quote(cell, separator)))}\n";

    /// <summary>A number that reads back as the same; <c>nan</c> and <c>inf</c> as Python writes them.</summary>
    public static string Number(float value) =>
        float.IsNaN(value) ? "nan" : float.IsPositiveInfinity(value) ? "inf" : float.IsNegativeInfinity(value) ? "-inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The number in a cell, in any usual spelling; null for a cell that has none.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static float? Parse(string cell) => cell.Trim().ToLowerInvariant() switch
    {
        "" or "na" => null,
        "nan" => float.NaN,
        "inf" or "infinity" => float.PositiveInfinity,
        "-inf" or "-infinity" => float.NegativeInfinity,
        var text => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>The cells of each line; empty lines are left out.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static List<List<string>> Read(string text, string separator)
    {
        var rows = new List<List<string>>();
        for (int at = 0; at < text.Length;)
        {
            if (text[at] is '\r' or '\n')
                at++;
            else
                rows.Add(ReadLine(text, separator, ref at));
        }
        return rows;
    }

    private static List<string> ReadLine(string text, string separator, ref int at)
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(ReadCell(text, separator, ref at));
            if (!text.AsSpan(at).StartsWith(separator, StringComparison.Ordinal))
                return cells;
            at += separator.Length;
        }
    }

    private static string ReadCell(string text, string separator, ref int at)
    {
        var cell = new StringBuilder();
        bool isQuoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                // Two quotes within quotes stand for one.
                bool isDouble = isQuoted && at + 1 < text.Length && text[at + 1] == '"';
                if (isDouble)
                    cell.Append(text[at++]);
                else
                    isQuoted = !isQuoted;
                continue;
            }
            if (!isQuoted && (text[at] is '\r' or '\n' || text.AsSpan(at).StartsWith(separator, StringComparison.Ordinal)))
                break;
            cell.Append(text[at]);
        }
        return isQuoted ? throw new FormatException("a quote that is not closed") : cell.ToString();
    }

    private static string Quote(string cell, string separator) =>
        cell.Contains(separator, StringComparison.Ordinal) || cell.AsSpan().IndexOfAny('"', '\r', '\n') >= 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
