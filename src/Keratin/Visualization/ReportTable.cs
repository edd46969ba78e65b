using Keratin.Visualization.Reporting;

namespace Keratin.Visualization;

/// <summary>A table of a <see cref="ReportPage"/>: names in the first column, numbers set to the right.</summary>
/// <example>
/// <code>
/// var table = new ReportTable("Recall of each class", "class", "recall").Add("cat", "0.91").Add("dog", "0.87");
/// page.AddTable(table);
/// </code>
/// </example>
public sealed class ReportTable
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>An empty table.</summary>
    /// <param name="caption">Says what it shows; stands above it.</param>
    /// <param name="columns">The heads of its columns, at least one.</param>
    public ReportTable(string caption, params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException($"ReportTable '{caption}': expected at least one column; got none.", nameof(columns));
        (Caption, Columns) = (caption, [.. columns]);
    }

    /// <summary>Stands above it.</summary>
    public string Caption { get; }

    /// <summary>The heads of its columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Whether numbers are set to the right, column by column, where a column has nothing else. True by default.</summary>
    public bool AlignsNumbers { get; init; } = true;

    /// <summary>Its rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A text for each column; the first names the row.</param>
    /// <returns>The table itself.</returns>
    /// <exception cref="ArgumentException">There is not one cell for each column.</exception>
    public ReportTable Add(params IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != Columns.Count)
            throw new ArgumentException($"ReportTable '{Caption}': expected {Columns.Count} cells; got {cells.Count}.", nameof(cells));
        _rows.Add([.. cells]);
        return this;
    }

    /// <summary>Whether all that a column has are numbers or dashes.</summary>
    internal bool IsNumeric(int column) => AlignsNumbers && column > 0 && _rows.Count > 0 && _rows.All(row => IsNumber(row[column]));

    private static bool IsNumber(string cell) =>
        cell is RunText.Nothing or "NaN" || (cell.Length > 0 && (char.IsAsciiDigit(cell[0]) || (cell.Length > 1 && cell[0] is '-' or '<' or '>' && char.IsAsciiDigit(cell[1]))));
}
