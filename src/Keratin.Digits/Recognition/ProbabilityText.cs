using System.Globalization;
using System.Text;
using Keratin.Digits.Terminals;

namespace Keratin.Digits.Recognition;

/// <summary>Writes the probabilities of the ten digits below each other or in one row.</summary>
public static class ProbabilityText
{
    private const int Cell = 6;

    /// <summary>Characters of a line of <see cref="Bars"/> beside the bar itself: <c>"7 "</c> before it, <c>" 100.0 %"</c> behind it.</summary>
    public const int AroundBar = 10;

    /// <summary>A line with digits and below it one with their probabilities; where ten do not fit, twice five.</summary>
    /// <param name="probabilities">Ten numbers.</param>
    /// <param name="width">Characters of a line.</param>
    public static string Table(ReadOnlySpan<float> probabilities, int width = int.MaxValue)
    {
        int columns = width < Cell * probabilities.Length ? probabilities.Length / 2 : probabilities.Length;
        var text = new StringBuilder();
        for (int first = 0; first < probabilities.Length; first += columns)
        {
            for (int digit = first; digit < first + columns; digit++)
                text.Append(digit.ToString(CultureInfo.InvariantCulture).PadLeft(Cell));
            text.Append('\n');
            for (int digit = first; digit < first + columns; digit++)
                text.Append(probabilities[digit].ToString("F3", CultureInfo.InvariantCulture).PadLeft(Cell));
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A line with a bar for each digit: <c>7 █████████▌ 95.0 %</c>.</summary>
    /// <param name="probabilities">Ten numbers.</param>
    /// <param name="width">Characters of a line; where no bar fits into it there is none.</param>
    /// <param name="hasUnicode">Whether bars are drawn to an eighth of a character; else with <c>#</c>.</param>
    /// <returns>Lines of equal length, without line ends.</returns>
    public static IReadOnlyList<string> Bars(ReadOnlySpan<float> probabilities, int width, bool hasUnicode)
    {
        int room = Math.Max(width - AroundBar, 0);
        string[] lines = new string[probabilities.Length];
        for (int digit = 0; digit < lines.Length; digit++)
        {
            float probability = probabilities[digit];
            string percent = (probability * 100).ToString("F1", CultureInfo.InvariantCulture).PadLeft(5);
            lines[digit] = string.Create(CultureInfo.InvariantCulture, $"{digit} {BarText.Of(probability, room, hasUnicode).PadRight(room)} {percent} %");
        }
        return lines;
    }
}
