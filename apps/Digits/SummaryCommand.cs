using System.CommandLine;
using System.CommandLine.Completions;
using Keratin.Digits.Networks;
using Keratin.Models;

namespace Digits;

/// <summary><c>digits summary</c>.</summary>
internal static class SummaryCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Argument<string> model = new("NETWORK|MODEL") { Description = $"One of {string.Join(", ", DigitNetworks.Names)}, or a model file" };
        model.CompletionSources.Add(_ => DigitNetworks.Names.Select(network => new CompletionItem(network)));
        var command = new Command("summary", "Shows the layers of a network or of a model file.") { model };
        command.SetAction(parsed => Run(surroundings, parsed.GetValue(model)!));
        return command;
    }

    private static int Run(Surroundings surroundings, string name)
    {
        ModelFiles.WriteSummary(Find(name), surroundings.Output);
        return ExitCode.Success;
    }

    private static Model Find(string name)
    {
        if (DigitNetworks.All.TryGetValue(name, out DigitNetwork? network))
            return network.Build();
        if (!Path.Exists(name))
            throw new FileNotFoundException($"expected one of {string.Join(", ", DigitNetworks.Names)} or a model file; got '{name}'.");
        return ModelFiles.Load(name);
    }
}
