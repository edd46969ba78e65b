namespace Digits;

/// <summary>Scripts for shells that ask this program itself what may come next, so that they never grow old.</summary>
/// <remarks>
/// They call <c>digits "[suggest:N]" LINE</c>, which answers with a suggestion a line; N is the cursor's place in the line. Options are
/// offered once a hyphen is typed (and never as /h, which looks like a path), and files wherever there is nothing else to offer.
/// </remarks>
internal static class CompletionScripts
{
    // What bash takes for the word is only its part behind an equals sign or a colon; the suggestions begin there too.
    private const string Bash = """
        # digits: put `source <(digits completion bash)` into ~/.bashrc
        _digits_complete() {
            local word=${COMP_WORDS[COMP_CWORD]} suggestion
            COMPREPLY=()
            [[ $word == "=" ]] && word=
            while IFS= read -r suggestion; do
                suggestion=${suggestion%$'\r'}
                [[ $suggestion == "$word"* && ( $suggestion != [-/]* || $word == -* ) ]] && COMPREPLY+=("$suggestion")
            done < <("$1" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _digits_complete digits
        """;

    private const string Zsh = """
        #compdef digits
        # digits: put `source <(digits completion zsh)` into ~/.zshrc, below compinit
        _digits() {
            local word=$words[CURRENT] suggestion
            local -a found
            for suggestion in ${(f)"$($words[1] "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"}; do
                [[ $suggestion != [-/]* || $word == -* ]] && found+=($suggestion)
            done
            (( $#found )) && compadd -a found && return
            [[ $word == -* ]] || _files
        }
        compdef _digits digits
        """;

    private const string Fish = """
        # digits: save as ~/.config/fish/completions/digits.fish
        function __digits_complete
            set -l line (commandline -cp)
            set -l word (commandline -ct)
            set -l program (commandline -op)[1]
            for suggestion in ($program "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null)
                string match -qr -- '^[-/]' $suggestion; and not string match -qr -- '^-' $word; and continue
                echo $suggestion
            end
        end
        complete -c digits -a '(__digits_complete)'
        """;

    private const string PowerShell = """
        # digits: put `digits completion pwsh | Out-String | Invoke-Expression` into $PROFILE
        Register-ArgumentCompleter -Native -CommandName digits -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $line = $commandAst.ToString().PadRight($cursorPosition)
            & $commandAst.CommandElements[0].Value "[suggest:$cursorPosition]" $line 2>$null |
                Where-Object { $_ -like "$wordToComplete*" -and ($_ -notmatch '^[-/]' -or $wordToComplete -like '-*') } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    private static readonly (string Shell, string Script)[] s_scripts = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", PowerShell)];

    /// <summary>Names of the shells there is a script for.</summary>
    public static IEnumerable<string> Shells => s_scripts.Select(entry => entry.Shell);

    /// <summary>The script for a shell, to be read by it when it starts.</summary>
    public static string Of(string shell) => $"{s_scripts.First(entry => entry.Shell == shell).Script.ReplaceLineEndings("\n")}\n";
}
