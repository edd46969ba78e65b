using System.Globalization;
using Keratin.Digits.Terminals;
using Spectre.Console;

namespace Digits.Live;

/// <summary>What stands below the table: the bar, the running values, the curve of the loss. Each is one line that fits the window.</summary>
internal static class LiveLines
{
    private const int LongestBar = 40, ShortestBar = 6, LongestCurve = 60;

    private static readonly Style s_strong = new(decoration: Decoration.Bold), s_dim = new(Color.Grey), s_done = new(Color.Aqua);

    public static IEnumerable<string> Of(LiveStatus status, LossCurve curve, TerminalProfile terminal, bool withBar)
    {
        // A character less than there are: some terminals go to the next line after the last one.
        int width = Math.Max(terminal.Width - 1, 1);
        if (withBar)
        {
            yield return Text(BarLine(status, width), terminal);
            yield return Text(ValuesLine(status, width), terminal);
        }
        if (curve.Values.Count > 1)
            yield return Text(CurveLine(curve, width), terminal);
    }

    /// <summary>A value as Keras writes it: four places, or a power of ten for what is small.</summary>
    internal static string Value(float value) => float.IsFinite(value)
        ? value.ToString(MathF.Abs(value) > 1e-3f ? "F4" : "0.0000e+00", CultureInfo.InvariantCulture)
        : float.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    /// <summary>Seconds with a tenth below a minute, else minutes and seconds, or hours too.</summary>
    internal static string Duration(TimeSpan time) => time.TotalSeconds < 59.95
        ? $"{time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s" : Clock(time);

    private static string Clock(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(long)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}" : $"{time.Minutes}:{time.Seconds:D2}";

    private static Paragraph BarLine(LiveStatus status, int width)
    {
        string epoch = $"{status.Epoch + 1}/{status.Epochs}";
        string count = $" {status.Batch.ToString(CultureInfo.InvariantCulture).PadLeft($"{status.Steps}".Length)}/{status.Steps}";
        string eta = status.Left is { } left ? $"  ETA {Clock(left)}" : "  ETA -:--";
        string head = $"Epoch {epoch} ";
        if (head.Length + count.Length + eta.Length + ShortestBar > width)
            (head, count) = ($"{epoch} ", "");
        int room = Math.Clamp(width - head.Length - count.Length - eta.Length, 0, LongestBar);
        int filled = status.Steps > 0 ? (int)((long)room * Math.Min(status.Batch, status.Steps) / status.Steps) : 0;
        return new Paragraph()
            .Append(head, s_strong).Append(new string('━', filled), s_done).Append(new string('━', room - filled), s_dim).Append(count).Append(eta, s_strong);
    }

    private static Paragraph ValuesLine(LiveStatus status, int width)
    {
        var line = new Paragraph();
        int used = 0;
        foreach (var (name, value) in Values(status))
        {
            string gap = used > 0 ? "  " : "";
            if (used + gap.Length + name.Length + value.Length > width)
                break;
            line.Append(gap + name, s_dim).Append(value);
            used += gap.Length + name.Length + value.Length;
        }
        return used == 0 ? line.Append(" ") : line;
    }

    private static IEnumerable<(string Name, string Value)> Values(LiveStatus status)
    {
        foreach (var (name, value) in status.Logs?.OrderBy(pair => pair.Key != "loss") ?? Enumerable.Empty<KeyValuePair<string, float>>())
            yield return ($"{name} ", Value(value));
        if (status.ImagesPerSecond is { } speed)
            yield return ("", string.Create(CultureInfo.InvariantCulture, $"{speed:N0} images/s"));
    }

    private static Paragraph CurveLine(LossCurve curve, int width)
    {
        string range = $" {Value((float)curve.Values[0])} → {Value((float)curve.Values[^1])}", name = "loss ";
        if (name.Length + range.Length + ShortestBar > width)
            (name, range) = ("", "");
        string blocks = Sparkline.Of(curve.Values, Math.Min(width - name.Length - range.Length, LongestCurve));
        return new Paragraph().Append(name, s_dim).Append(blocks, s_done).Append(range);
    }

    private static string Text(Paragraph line, TerminalProfile terminal) => string.Concat(SpectreText.Lines(line, terminal));
}
