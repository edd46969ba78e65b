using System.Text;

namespace Keratin.Callbacks;

/// <summary>File names with places for numbers, as Python's <c>str.format</c> fills them: <c>{epoch:02d}-{val_loss:.2f}.keras</c>.</summary>
internal static class FileTemplate
{
    /// <summary>The name with its numbers.</summary>
    /// <param name="template">The name with places.</param>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    /// <param name="batch">Number of the batch, from 1; null at the end of an epoch.</param>
    /// <param name="logs">The other numbers.</param>
    /// <exception cref="ArgumentException">A place names a number that is not there, or says how to write it in a way that is none.</exception>
    public static string Fill(string template, int epoch, int? batch, Logs logs)
    {
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            bool isDouble = template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i];
            if (isDouble || template[i] is not ('{' or '}'))
            {
                text.Append(template[i]);
                i += isDouble ? 1 : 0;
                continue;
            }
            int end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
                throw new ArgumentException($"ModelCheckpoint: expected each brace to be closed; got '{template}'.\n  hint: a brace of the name itself is written twice");
            text.Append(Number(template[(i + 1)..end], template, epoch, batch, logs));
            i = end;
        }
        return text.ToString();
    }

    private static string Number(string place, string template, int epoch, int? batch, Logs logs)
    {
        int colon = place.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? place : place[..colon], spec = colon < 0 ? "" : place[(colon + 1)..];
        var (value, isWhole) = name switch
        {
            "epoch" => (epoch, true),
            _ when logs.TryGetValue(name, out float log) => (log, false),
            "batch" when batch is { } number => (number, true),
            _ => throw new ArgumentException(
                $"ModelCheckpoint: expected names of numbers that are there, {string.Join(", ", Known(batch, logs))}; got '{name}' in '{template}'."),
        };
        return NumberFormat.Format(value, isWhole, spec)
            ?? throw new ArgumentException($"ModelCheckpoint: expected a format such as 02d or .2f; got '{spec}' for {name} in '{template}'.");
    }

    private static IEnumerable<string> Known(int? batch, Logs logs) => [.. batch is null ? (string[])["epoch"] : ["epoch", "batch"], .. logs.Keys];
}
