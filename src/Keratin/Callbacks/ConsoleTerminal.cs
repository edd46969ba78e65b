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
        bool hasLines = HasUnicode(Console.OutputEncoding.CodePage, Environment.GetEnvironmentVariable);
        return new(Console.Out, isInteractive, hasColor, isInteractive ? WindowWidth() : int.MaxValue, hasLines);
    }

    /// <summary>Whether characters beyond ASCII can be shown.</summary>
    /// <param name="codePage">Of the output.</param>
    /// <param name="variable">Gives environment variables.</param>
    public static bool HasUnicode(int codePage, Func<string, string?> variable)
    {
        // Unicode code pages are 65001 (UTF-8), 1200 (UTF-16) and their kin; others may not have the line.
        if (codePage is not (65001 or 1200 or 1201 or 12000))
            return false;
        // The runtime takes a locale that names no charset for UTF-8; the terminals of these two show ASCII only.
        string?[] locales = [variable("LC_ALL"), variable("LC_CTYPE"), variable("LANG")];
        return Array.Find(locales, locale => !string.IsNullOrEmpty(locale)) is not ("C" or "POSIX");
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
