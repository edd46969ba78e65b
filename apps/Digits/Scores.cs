using Keratin.Digits.Recognition;
using Keratin.Digits.Terminals;

namespace Digits;

/// <summary>What both <c>train</c> and <c>evaluate</c> say about a model.</summary>
internal static class Scores
{
    public static void Write(TextWriter output, DigitScore score, TerminalProfile terminal)
    {
        output.WriteLine();
        output.WriteLine($"Test loss {score.Loss:F4}, accuracy {score.Accuracy * 100:F2} %");
        output.WriteLine($"({score.Confusion.Correct:N0} of {score.Confusion.Count:N0} images)");
        output.WriteLine();
        output.WriteLine("Rows: true digit. Columns: taken for.");
        if (HasTables(score, terminal))
            ScoreTables.WriteMatrix(output, score.Confusion, terminal);
        else
            output.Write(ConfusionText.Matrix(score.Confusion, terminal.Width));
    }

    public static void WritePerDigit(TextWriter output, DigitScore score, TerminalProfile terminal)
    {
        if (HasTables(score, terminal))
            ScoreTables.WritePerDigit(output, score.Confusion, terminal);
        else
            output.Write(ConfusionText.PerDigit(score.Confusion));
    }

    private static bool HasTables(DigitScore score, TerminalProfile terminal) =>
        terminal.IsRich && terminal.Width >= ScoreTables.Width(score.Confusion);
}
