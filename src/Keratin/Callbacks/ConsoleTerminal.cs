namespace Keratin.Callbacks;

/// <summary>Where progress is written, and what can be done there.</summary>
/// <param name="Writer">Takes the text.</param>
/// <param name="IsInteractive">Whether a person looks at it: a line may be drawn again.</param>
/// <param name="HasColor">Whether colours are wanted.</param>
/// <param name="Width">Characters of a line.</param>
/// <param name="HasLines">Whether it can show <c>━</c>; else <c>=</c> is written.</param>
internal sealed record ConsoleTerminal(TextWriter Writer, bool IsInteractive, bool HasColor, int Width, bool HasLines)
{
    /// <summary>The program's own console as it is now.</summary>
    public static ConsoleTerminal Current()
    {
        bool isInteractive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        bool hasColor = isInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        // Unicode code pages are 65001 (UTF-8), 1200 (UTF-16) and their kin; others may not have the line.
        bool hasLines = Console.OutputEncoding.CodePage is 65001 or 1200 or 1201 or 12000;
        return new(Console.Out, isInteractive, hasColor, isInteractive ? WindowWidth() : int.MaxValue, hasLines);
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and int width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
