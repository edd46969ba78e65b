using System.Globalization;
using System.Text;

namespace Digits;

/// <summary>The command line that repeats a training: every choice is said, so that a default may change.</summary>
internal static class RepeatCommand
{
    /// <param name="training">What was trained.</param>
    /// <param name="learningRate">The learning rate it had, asked for or not.</param>
    /// <param name="program">What to type for this program, quoted already.</param>
    public static string Of(Training training, float learningRate, string program)
    {
        var text = new StringBuilder(program).Append(" train");
        Add(text, "--network", training.Network.Name);
        Add(text, "--epochs", Number(training.Epochs));
        Add(text, "--batch-size", Number(training.BatchSize));
        Add(text, "--learning-rate", Number(learningRate));
        Add(text, "--validation-split", Number(training.ValidationSplit));
        Add(text, "--seed", Number(training.Seed));
        if (training.Data is { } data)
            Add(text, "--data", AsPath(data));
        if (training.Output.Length > 0)
            Add(text, "--output", AsPath(training.Output));
        return text.ToString();
    }

    /// <summary>A word as a shell reads it back: bash and its kin, or on Windows its own.</summary>
    internal static string Quote(string word, bool isWindows)
    {
        bool isPlain = word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:=@%+,".Contains(c) || (isWindows && c == '\\'));
        if (isPlain)
            return word;
        // In single quotes nothing means anything; a single quote itself stands outside of them. Windows' names have no double quotes.
        return isWindows ? $"\"{word}\"" : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    private static void Add(StringBuilder text, string option, string value) => text.Append($" {option} {Quote(value, OperatingSystem.IsWindows())}");

    // A name that begins with a dash would be read as an option.
    private static string AsPath(string path) => path.StartsWith('-') ? Path.Combine(".", path) : path;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
