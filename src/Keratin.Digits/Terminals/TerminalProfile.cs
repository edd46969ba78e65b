using Keratin.Callbacks;

namespace Keratin.Digits.Terminals;

/// <summary>What the terminal can show that a program writes to.</summary>
/// <param name="IsInteractive">Whether a person looks at it and what was written can be drawn again.</param>
/// <param name="Colors">The colours it shows.</param>
/// <param name="HasUnicode">Whether it shows more than ASCII.</param>
/// <param name="Width">Characters of a line; without end where output goes to a file or a pipe.</param>
/// <param name="Height">Lines of the window; without end where output goes to a file or a pipe.</param>
public sealed record TerminalProfile(bool IsInteractive, ColorDepth Colors, bool HasUnicode, int Width, int Height)
{
    private static readonly (int Width, int Height) s_usual = (80, 24);

    /// <summary>A file or a pipe: ASCII without control codes, lines of any length.</summary>
    public static TerminalProfile Plain { get; } = new(false, ColorDepth.None, false, int.MaxValue, int.MaxValue);

    /// <summary>Whether it shows tables with lines, colours and half-blocks; else plain text is due.</summary>
    public bool IsRich => IsInteractive && Colors != ColorDepth.None && HasUnicode;

    /// <summary>The program's own console as it is now, after what <c>TERM</c>, <c>COLORTERM</c>, <c>NO_COLOR</c> and the locale say of it.</summary>
    public static TerminalProfile Current() => Console.IsOutputRedirected
        ? Plain
        : Of(Console.OutputEncoding.CodePage, Window(), Environment.GetEnvironmentVariable);

    /// <summary>The profile of a console that is not redirected.</summary>
    internal static TerminalProfile Of(int codePage, (int Width, int Height) window, Func<string, string?> variable)
    {
        bool isInteractive = variable("TERM") != "dumb";
        ColorDepth colors = isInteractive ? ColorsOf(variable) : ColorDepth.None;
        return new(isInteractive, colors, ConsoleTerminal.HasUnicode(codePage, variable), window.Width, window.Height);
    }

    // Nothing asks a terminal itself: an answer may never come. The variables are what terminals and users agree on.
    private static ColorDepth ColorsOf(Func<string, string?> variable)
    {
        string term = variable("TERM") ?? "";
        if (!string.IsNullOrEmpty(variable("NO_COLOR")) || term.StartsWith("vt", StringComparison.Ordinal) || term is "ansi" or "xterm-mono")
            return ColorDepth.None;
        bool isDirect = term.EndsWith("-direct", StringComparison.Ordinal) || term is "xterm-kitty" or "xterm-ghostty" or "alacritty";
        return isDirect || variable("COLORTERM") is "truecolor" or "24bit" || !string.IsNullOrEmpty(variable("WT_SESSION"))
            ? ColorDepth.TrueColor : ColorDepth.Colors256;
    }

    private static (int Width, int Height) Window()
    {
        try
        {
            return (Console.WindowWidth is > 0 and int width ? width : s_usual.Width, Console.WindowHeight is > 0 and int height ? height : s_usual.Height);
        }
        catch (IOException)
        {
            return s_usual;
        }
    }
}
