using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;

namespace Digits;

/// <summary>A prediction as bars. Written without the table library: loading that would double the answer's time.</summary>
internal static class PredictionText
{
    /// <summary>Characters of a line: enough to tell bars apart.</summary>
    public const int Width = 30;

    /// <summary>The same beside a picture: two images of the data set with their bars fit into a window of 100.</summary>
    public const int SmallWidth = 19;

    private const string Green = "\u001b[32m", Reset = "\u001b[0m";

    public static void Write(TextWriter output, float[] probabilities, TerminalProfile terminal)
    {
        foreach (string line in Lines(probabilities, Math.Min(Width, terminal.Width), terminal))
            output.WriteLine(line);
    }

    /// <summary>Ten bars, the best one green where there are colours.</summary>
    public static IEnumerable<string> Lines(float[] probabilities, int width, TerminalProfile terminal)
    {
        int best = Probabilities.Best(probabilities);
        return ProbabilityText.Bars(probabilities, width, terminal.HasUnicode)
            .Select((line, digit) => digit == best && terminal.Colors != ColorDepth.None ? $"{Green}{line}{Reset}" : line);
    }
}
