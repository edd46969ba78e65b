using System.Globalization;
using System.Text;

namespace Keratin.Visualization.Svg;

/// <summary>How wide a text is at most, so that labels can be laid out without a font at hand.</summary>
/// <remarks>The table has the advance widths of one of the widest sans-serifs in use (DejaVu Sans, as wide as Verdana), in hundredths of
/// the font size and rounded up: with any other font of the family a label turns out narrower, never wider.</remarks>
internal static class TextWidth
{
    private const double Bold = 1.16, Wide = 1.05, Pictograph = 1.4, Symbol = 1, OtherLetter = 0.8;

    // U+0020 to U+007E.
    private static ReadOnlySpan<byte> Ascii =>
    [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
        100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
        50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    /// <summary>Width in user units.</summary>
    public static double Of(string text, double size, bool isBold = false)
    {
        double sum = 0;
        foreach (Rune rune in text.EnumerateRunes())
            sum += Of(rune);
        return sum * size * (isBold ? Bold : 1);
    }

    /// <summary>The text, or as much of its beginning as fits with an ellipsis behind it; empty where not even that fits.</summary>
    public static string Shorten(string text, double width, double size, bool isBold = false)
    {
        if (Of(text, size, isBold) <= width)
            return text;
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        for (int count = starts.Length - 1; count > 0; count--)
        {
            string shorter = $"{text.AsSpan(0, starts[count]).TrimEnd()}…";
            if (Of(shorter, size, isBold) <= width)
                return shorter;
        }
        return Of("…", size, isBold) <= width ? "…" : "";
    }

    /// <summary>The text in lines that fit, broken at spaces; words that are too long are broken anywhere.
    /// The last line ends in an ellipsis if not all fits.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool isBold = false, int maxLines = int.MaxValue)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, size, isBold)))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (Of(longer, size, isBold) > width && line.Length > 0)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0)
            lines.Add(line);
        if (lines.Count <= maxLines)
            return lines;
        string last = Shorten($"{lines[maxLines - 1]} {lines[maxLines]}", width, size, isBold);
        return [.. lines.Take(maxLines - 1), last.EndsWith('…') ? last : Shorten($"{lines[maxLines - 1]}…", width, size, isBold)];
    }

    private static IEnumerable<string> Pieces(string word, double width, double size, bool isBold)
    {
        while (Of(word, size, isBold) > width)
        {
            int[] starts = StringInfo.ParseCombiningCharacters(word);
            int count = Math.Max(1, Array.FindLastIndex(starts, start => Of(word[..start], size, isBold) <= width));
            if (count >= starts.Length)
                break;
            yield return word[..starts[count]];
            word = word[starts[count]..];
        }
        yield return word;
    }

    private static double Of(Rune rune)
    {
        int value = rune.Value;
        return value is >= ' ' and <= '~' ? Ascii[value - ' '] / 100.0
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
            : value switch
            {
                < 0x1100 => OtherLetter,
                >= 0x2010 and <= 0x2015 or 0x2026 => Symbol,
                >= 0x2000 and < 0x2070 => OtherLetter,
                < 0x2E80 => Symbol,
                < 0x10000 => Wide,
                _ => Pictograph,
            };
    }
}
