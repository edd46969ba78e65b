using System.Text;
using Keratin.Digits.Terminals;

namespace Digits.Live;

/// <summary>The last lines of a terminal, which are drawn again and again in their place; above them lines that stay.</summary>
/// <remarks>Lines are written over and never cleared beforehand, all in one piece: nothing flickers.</remarks>
internal sealed class LiveRegion(TextWriter output)
{
    private const string EraseRestOfLine = "\u001b[K", EraseBelow = "\u001b[J";

    private readonly List<int> _widths = [];

    /// <summary>Writes lines that stay, and below them the region's new lines.</summary>
    public void Draw(IReadOnlyList<string> staying, IReadOnlyList<string> lines, TerminalProfile terminal)
    {
        // A window that became narrower has wrapped what was drawn before.
        int up = _widths.Sum(width => Math.Max(1, (width + terminal.Width - 1) / terminal.Width));
        var text = new StringBuilder(up > 0 ? $"\u001b[{up}A\r" : "");
        foreach (string line in staying.Concat(lines))
            text.Append(line).Append(EraseRestOfLine).Append('\n');
        output.Write(text.Append(EraseBelow).ToString());
        output.Flush();
        _widths.Clear();
        _widths.AddRange(lines.Select(VisibleWidth));
    }

    // Control codes are ESC [ … letter; all other characters take one column here.
    internal static int VisibleWidth(string line)
    {
        int width = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] != '\u001b')
            {
                width++;
                continue;
            }
            for (i += 2; i < line.Length && !char.IsAsciiLetter(line[i]); i++)
            {
            }
        }
        return width;
    }
}
