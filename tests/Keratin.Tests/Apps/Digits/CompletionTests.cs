using System.Diagnostics;
using Digits;
using Keratin.Digits.Networks;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

public class CompletionTests
{
    [Theory]
    [InlineData("digits ev", "evaluate")]
    [InlineData("digits train --ep", "--epochs")]
    [InlineData("digits train --verbose ", "0", "1", "2")]
    [InlineData("digits completion ", "bash", "zsh", "fish", "pwsh")]
    [InlineData("digits evaluate model.keras --scale ", "raw", "unit", "auto")]
    public void Commands_options_and_values_are_suggested(string line, params string[] expected)
    {
        string[] suggestions = Suggestions(line);
        Assert.All(expected, suggestion => Assert.Contains(suggestion, suggestions));
    }

    [Theory]
    [InlineData("digits train --network ")]
    [InlineData("digits summary ")]
    public void Networks_are_suggested(string line)
    {
        string[] suggestions = Suggestions(line);
        Assert.All(DigitNetworks.Names, network => Assert.Contains(network, suggestions));
    }

    [Fact]
    public void Each_shell_has_a_script_that_asks_this_program()
    {
        foreach (string shell in (string[])["bash", "zsh", "fish", "pwsh"])
        {
            CommandRun run = CommandRun.Of("completion", shell);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
            Assert.StartsWith("#", run.Output, StringComparison.Ordinal);
        }
        Assert.Equal(2, CommandRun.Of("completion", "csh").ExitCode);
    }

    // Bash itself reads the script, and completes as it does when the tab key is pressed.
    [UnixTheory]
    [InlineData("digits tr", "train")]
    [InlineData("digits train --network le", "lenet")]
    [InlineData("digits train --netw", "--network")]
    [InlineData("digits evaluate mod", "")]
    [InlineData("digits evaluate ", "")]
    public void Bash_completes(string line, string expected)
    {
        if (!File.Exists("/bin/bash"))
            return;
        using var folder = new TempFolder();
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string script = folder.Write("try.sh", System.Text.Encoding.UTF8.GetBytes($$"""
            digits() { "{{host}}" exec "{{typeof(DigitsCommand).Assembly.Location}}" "$@"; }
            {{CompletionScripts.Of("bash")}}
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _digits_complete digits
            echo "${COMPREPLY[*]}"
            """.ReplaceLineEndings("\n")));
        using Process bash = Process.Start(new ProcessStartInfo("/bin/bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = bash.StandardError.ReadToEndAsync();
        Assert.Equal($"{expected}\n", bash.StandardOutput.ReadToEnd());
        Assert.Equal("", error.GetAwaiter().GetResult());
    }

    private static string[] Suggestions(string line)
    {
        CommandRun run = CommandRun.Of($"[suggest:{line.Length}]", line);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
