using Keratin.Digits.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Digits;

/// <summary>Turns what the table library draws into lines, for a terminal that was looked at already.</summary>
/// <remarks>
/// The library's own console asks the process' standard output and its environment; here the profile decides, in tests as well. It is
/// loaded with the first call: callers that answer fast or write plain text never come here.
/// </remarks>
internal static class SpectreText
{
    /// <summary>The lines, without line ends and without spaces at their ends.</summary>
    public static string[] Lines(IRenderable what, TerminalProfile terminal)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Colors == ColorDepth.None ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = terminal.Colors switch
            {
                ColorDepth.TrueColor => ColorSystemSupport.TrueColor,
                ColorDepth.Colors256 => ColorSystemSupport.EightBit,
                _ => ColorSystemSupport.NoColors,
            },
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = terminal.HasUnicode;
        console.Profile.Capabilities.Links = false;
        console.Write(what);
        string[] lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return Array.ConvertAll(lines, line => line.TrimEnd(' '));
    }
}
