using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using Keratin.Digits.Networks;
using Keratin.Digits.Recognition;

namespace Digits;

/// <summary>Makes options whose values are checked while the command line is read, so that a wrong one is wrong usage.</summary>
internal static class Options
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Directory with other images in MNIST's format, or an .npz file [default: MNIST itself]",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON on standard output and nothing else" };

    public static Option<DigitNetwork?> Network(string name) => new(name)
    {
        Description = $"One of {string.Join(", ", DigitNetworks.Names)} [default: {DigitNetworks.Default.Name}]",
        HelpName = "NAME",
        CompletionSources = { _ => DigitNetworks.Names.Select(network => new CompletionItem(network)) },
        CustomParser = result => DigitNetworks.All.TryGetValue(Token(result), out DigitNetwork? network)
            ? network : Refuse<DigitNetwork?>(result, name, $"one of {string.Join(", ", DigitNetworks.Names)}"),
    };

    public static Option<PixelScale?> Scale(string name) => new(name)
    {
        Description = "How large the model's pixels are: raw (0 to 255), unit (0 to 1) or auto [default: auto]",
        HelpName = "SCALE",
        CompletionSources = { "raw", "unit", "auto" },
        CustomParser = result => Token(result) switch
        {
            "raw" => PixelScale.Raw,
            "unit" => PixelScale.Unit,
            "auto" => null,
            _ => Refuse<PixelScale?>(result, name, "raw, unit or auto"),
        },
    };

    public static Option<int?> Whole(string name, string helpName, string description, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
            int.TryParse(Token(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
                ? value
                : Refuse<int?>(result, name, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}"),
    };

    public static Option<float?> Number(string name, string description, string expected, Func<float, bool> isRight) => new(name)
    {
        Description = description,
        HelpName = "X",
        // NaN passes no comparison, so the checks refuse it too.
        CustomParser = result => float.TryParse(Token(result), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && isRight(value)
            ? value : Refuse<float?>(result, name, expected),
    };

    private static string Token(ArgumentResult result) => result.Tokens is [var token, ..] ? token.Value : "";

    private static T Refuse<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name}: expected {expected}; got '{Token(result)}'.");
        return default!;
    }
}
