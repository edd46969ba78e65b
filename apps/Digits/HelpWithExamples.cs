using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Keratin.Digits.Networks;

namespace Digits;

/// <summary>The usual help, and below it commands to copy.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const int NarrowestHelp = 40;

    // By name of the command; the root is named after the program, whatever that is called.
    private static readonly Dictionary<string, string[]> s_examples = new(StringComparer.Ordinal)
    {
        ["train"] = ["digits train", "digits train --network lenet --epochs 5 --output lenet"],
        ["evaluate"] = ["digits evaluate model.keras", "digits evaluate model.keras --json"],
        ["predict"] = ["digits predict model.keras seven.png", "digits predict model.keras *.png --json"],
        ["summary"] = ["digits summary lenet", "digits summary model.keras"],
        ["show"] = ["digits show 0 1 2", "digits show seven.png 7 --model model.keras"],
        ["data"] = ["digits data", "digits data --data fashion --count 40"],
        ["completion"] = ["source <(digits completion bash)", "digits completion fish > ~/.config/fish/completions/digits.fish"],
        ["report"] = ["digits report lenet cnn", "digits report cnn", "digits report */run.json --output all.html"],
    };

    private readonly HelpAction _usual;

    public HelpWithExamples(HelpAction usual, int width)
    {
        _usual = usual;
        // Narrower than that, its two columns leave no room for words.
        _usual.MaxWidth = Math.Max(width, NarrowestHelp);
    }

    // A request for help is honoured whatever else is wrong.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        string command = parseResult.CommandResult.Command.Name;
        if (command == "train")
            WriteNetworks(output);
        output.WriteLine("Examples:");
        foreach (string example in s_examples.GetValueOrDefault(command) ?? [.. s_examples.Values.Select(examples => examples[0])])
            output.WriteLine($"  {example}");
        return ExitCode.Success;
    }

    private static void WriteNetworks(TextWriter output)
    {
        output.WriteLine("Networks:");
        foreach (DigitNetwork network in DigitNetworks.All.Values)
            output.WriteLine($"  {network.Name,-12} {network.Description}; {network.Epochs} epochs of batches of {network.BatchSize}");
        output.WriteLine();
    }
}
