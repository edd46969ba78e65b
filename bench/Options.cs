using System.Globalization;

namespace Keratin.Bench;

/// <summary>What was asked for on the command line: <c>name=value</c>, and single words.</summary>
internal sealed class Options
{
    private static readonly string[] s_names =
        ["group", "filter", "rounds", "threads", "width", "json", "step", "batch", "python", "node"];

    private static readonly string[] s_words = ["quick", "guard", "no-peers", "child", "forward", "all"];

    private readonly Dictionary<string, string> _values = [];

    private Options()
    {
    }

    /// <summary>Whether little time is to be spent.</summary>
    public bool IsQuick => Has("quick");

    /// <summary>Threads on both sides.</summary>
    public int Threads => Number("threads", Math.Min(2, Environment.ProcessorCount));

    /// <summary>Only what has this in its name is measured.</summary>
    public string Filter => Text("filter", "");

    /// <exception cref="UsageException">One of them is unknown.</exception>
    public static Options Parse(IEnumerable<string> arguments)
    {
        var options = new Options();
        foreach (string argument in arguments)
        {
            int at = argument.IndexOf('=', StringComparison.Ordinal);
            string name = at < 0 ? argument : argument[..at];
            if (!(at < 0 ? s_words : s_names).Contains(name))
                throw new UsageException($"unknown option '{argument}'; known are {string.Join(", ", s_names.Select(known => known + "=…").Concat(s_words))}");
            options._values[name] = argument[(at + 1)..];
        }
        return options;
    }

    public bool Has(string word) => _values.ContainsKey(word);

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) => !_values.TryGetValue(name, out string? text) ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new UsageException($"{name}={text}: expected a number above 0");

    /// <summary>How often each side has its turn: what was asked for, or less than usual in a quick run.</summary>
    public int Rounds(int usual) => Number("rounds", IsQuick ? Math.Min(usual, 2) : usual);

    /// <summary>Whether a name passes the filter.</summary>
    public bool Wants(string name) => name.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
