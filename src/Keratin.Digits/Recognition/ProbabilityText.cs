using System.Globalization;
using System.Text;

namespace Keratin.Digits.Recognition;

/// <summary>Writes the probabilities of the ten digits below each other or in one row, in plain ASCII.</summary>
public static class ProbabilityText
{
    private const int Cell = 6;

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
}
