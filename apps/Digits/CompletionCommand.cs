using System.CommandLine;

namespace Digits;

/// <summary><c>digits completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Argument<string> shell = new("SHELL") { Description = $"One of {string.Join(", ", CompletionScripts.Shells)}" };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        var command = new Command("completion", "Prints a script that completes this program's commands, options and values with the tab key.") { shell };
        command.SetAction(parsed => surroundings.Output.Write(CompletionScripts.Of(parsed.GetValue(shell)!)));
        return command;
    }
}
