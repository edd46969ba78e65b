namespace Digits;

/// <summary>A block of lines of equal width, to be put beside others.</summary>
internal sealed class Tile(int width)
{
    private const int Gap = 2;

    private readonly List<string> _lines = [];

    /// <summary>Characters of a line, control codes not counted.</summary>
    public int Width => width;

    /// <summary>Adds a line; what it shows is <paramref name="columns"/> wide, control codes not counted.</summary>
    public void Add(string line, int columns) => _lines.Add(line + new string(' ', Math.Max(0, width - columns)));

    /// <summary>Adds a line of text, cut where it is too long.</summary>
    public void AddText(string text) => Add(text.Length <= width ? text : text[..width], text.Length);

    /// <summary>This one and to its right another.</summary>
    public Tile Beside(Tile right)
    {
        var both = new Tile(width + Gap + right.Width);
        for (int row = 0; row < Math.Max(_lines.Count, right._lines.Count); row++)
            both.Add(Row([this, right], row), both.Width);
        return both;
    }

    /// <summary>Writes tiles in rows, as many beside each other as fit, with an empty line between the rows.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Tile> tiles, int window)
    {
        for (int first = 0; first < tiles.Count;)
        {
            int end = first + 1, used = tiles[first].Width;
            while (end < tiles.Count && used + Gap + tiles[end].Width <= window)
                used += Gap + tiles[end++].Width;
            if (first > 0)
                output.WriteLine();
            Tile[] beside = [.. tiles.Skip(first).Take(end - first)];
            for (int row = 0; row < beside.Max(tile => tile._lines.Count); row++)
                output.WriteLine(Row(beside, row).TrimEnd(' '));
            first = end;
        }
    }

    private static string Row(Tile[] tiles, int row) =>
        string.Join(new string(' ', Gap), tiles.Select(tile => row < tile._lines.Count ? tile._lines[row] : new string(' ', tile.Width)));
}
