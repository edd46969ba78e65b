using System.Text;

namespace Keratin.Models;

/// <summary>A table in box-drawing characters (or ASCII) with columns of fixed widths; what does not fit goes on in the next line.</summary>
/// <param name="hasLines">Whether box-drawing characters can be shown.</param>
/// <param name="widths">Characters of each column between its two spaces.</param>
internal sealed class TextTable(bool hasLines, int[] widths)
{
    private readonly StringBuilder _text = new();
    private bool _hasRows;

    public void Header(string[] cells)
    {
        Rule("┏", "━", "┳", "┓");
        Cells(cells, "┃");
    }

    public void Row(string[] cells)
    {
        if (_hasRows)
            Rule("├", "─", "┼", "┤");
        else
            Rule("┡", "━", "╇", "┩");
        _hasRows = true;
        Cells(cells, "│");
    }

    public string ToText()
    {
        if (!_hasRows)
            Rule("┡", "━", "╇", "┩");
        Rule("└", "─", "┴", "┘");
        return _text.ToString();
    }

    private void Rule(string left, string line, string between, string right)
    {
        string border = hasLines ? line : "-";
        _text.Append(hasLines ? left : "+");
        for (int column = 0; column < widths.Length; column++)
        {
            _text.Insert(_text.Length, border, widths[column] + 2);
            _text.Append(column < widths.Length - 1 ? (hasLines ? between : "+") : (hasLines ? right : "+"));
        }
        _text.Append('\n');
    }

    private void Cells(string[] cells, string border)
    {
        string edge = hasLines ? border : "|";
        List<string>[] lines = [.. cells.Select((cell, column) => Wrap(cell, widths[column]))];
        for (int line = 0; line < lines.Max(cell => cell.Count); line++)
        {
            _text.Append(edge);
            for (int column = 0; column < cells.Length; column++)
            {
                string cell = line < lines[column].Count ? lines[column][line] : "";
                // The third column holds numbers.
                _text.Append(' ').Append(column == 2 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])).Append(' ').Append(edge);
            }
            _text.Append('\n');
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        while (text.Length > width)
        {
            int space = text.LastIndexOf(' ', width, width);
            int at = space > 0 ? space : width;
            lines.Add(text[..at]);
            text = text[at..].TrimStart();
        }
        lines.Add(text);
        return lines;
    }
}
