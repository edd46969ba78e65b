using Keratin.Digits.Recognition;

namespace Digits;

/// <summary>What both <c>train</c> and <c>evaluate</c> say about a model.</summary>
internal static class Scores
{
    public static void Write(TextWriter output, DigitScore score, int width)
    {
        output.WriteLine();
        output.WriteLine($"Test loss {score.Loss:F4}, accuracy {score.Accuracy * 100:F2} %");
        output.WriteLine($"({score.Confusion.Correct:N0} of {score.Confusion.Count:N0} images)");
        output.WriteLine();
        output.WriteLine("Rows: true digit. Columns: taken for.");
        output.Write(ConfusionText.Matrix(score.Confusion, width));
    }
}
