using System.Globalization;
using System.Text;

namespace Keratin.Callbacks;

/// <summary>Keras' progress bar: one line that is drawn again while work goes on, and a last time when it is done.</summary>
/// <remarks>Without a person looking (output redirected) only the last line is written, without control codes.</remarks>
internal sealed class ProgressBar(ConsoleTerminal terminal, int? target, int verbose, TimeProvider? time = null)
{
    private const int Width = 20;
    private const double RedrawSeconds = 0.05;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly long _start = (time ?? TimeProvider.System).GetTimestamp();
    private long? _afterFirst;
    private long? _lastDrawn;
    private int _lastWidth;

    /// <summary>Says that <paramref name="current"/> steps are done. The values are read only if the line is drawn.</summary>
    public void Update(int current, Func<Logs>? values)
    {
        long now = _time.GetTimestamp();
        _afterFirst ??= now;
        if (verbose != 1 || !terminal.IsInteractive || (_lastDrawn is { } last && Seconds(last, now) < RedrawSeconds))
            return;
        _lastDrawn = now;
        Draw(current, values?.Invoke(), now, isDone: false);
    }

    /// <summary>Draws the last line and ends it. However many steps were thought of, now it is known.</summary>
    public void Finish(int current, Logs? values)
    {
        target ??= current;
        long now = _time.GetTimestamp();
        if (verbose == 1)
            Draw(current, values, now, isDone: true);
        else if (verbose == 2)
            terminal.Writer.Write($"{current}/{target} - {Elapsed(now)} - {PerStep(current, now)}{Values(values)}\n");
        terminal.Writer.Flush();
    }

    /// <summary>Ends a line that was left in the middle.</summary>
    public void Abandon()
    {
        Interrupt();
        terminal.Writer.Flush();
    }

    /// <summary>Makes room for other lines: what is drawn next begins a line of its own.</summary>
    public void Interrupt()
    {
        if (_lastWidth > 0)
            terminal.Writer.Write('\n');
        _lastWidth = 0;
    }

    private void Draw(int current, Logs? values, long now, bool isDone)
    {
        string counter = target is { } all
            ? $"{Number(current).PadLeft(Number(all).Length)}/{Number(all)}"
            : $"{Number(current),7}/Unknown";
        string duration = isDone || target is null ? Elapsed(now) : Remaining(target.Value - current, current, now);
        string rest = $" {PerStep(current, now)}{Values(values)}";
        if (!terminal.IsInteractive)
        {
            terminal.Writer.Write($"{counter} {new string(Line, Width)} {duration}{rest}\n");
            return;
        }
        // A line longer than the window would wrap, and could not be drawn again: the bar shrinks, then the rest is cut.
        int room = Math.Max(terminal.Width - 1, 0);
        int bar = target is null ? 0 : Math.Clamp(room - counter.Length - 2 - duration.Length, 0, Width);
        counter = counter[..Math.Min(counter.Length, room)];
        if (counter.Length + 2 + duration.Length > room)
            duration = "";
        room -= counter.Length + 2 + bar + duration.Length;
        rest = rest[..Math.Clamp(room, 0, rest.Length)];
        int width = counter.Length + 2 + bar + duration.Length + rest.Length;

        int filled = target is > 0 and int whole ? (int)(bar * Math.Min((double)current / whole, 1)) : 0;
        var line = new StringBuilder("\r");
        line.Append(Bold(counter));
        if (duration.Length > 0)
            line.Append(' ').Append(Colored("32", new string(Line, filled))).Append(Colored("37", new string(Line, bar - filled))).Append(' ');
        line.Append(Bold(duration)).Append(rest).Append(' ', Math.Max(0, _lastWidth - width));
        terminal.Writer.Write(line.Append(isDone ? "\n" : ""));
        terminal.Writer.Flush();
        _lastWidth = isDone ? 0 : width;
    }

    private char Line => terminal.HasLines ? '━' : '=';

    private string Bold(string text) => Colored("1", text);

    private string Colored(string code, string text) => terminal.HasColor ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private double Seconds(long from, long to) => _time.GetElapsedTime(from, to).TotalSeconds;

    private string Elapsed(long now) => $"{Whole(Seconds(_start, now))}s";

    private string Remaining(int left, int current, long now)
    {
        double exact = StepSeconds(current, now) * left;
        int seconds = (int)exact;
        return exact > 3600 ? $"{seconds / 3600}:{seconds % 3600 / 60:D2}:{seconds % 60:D2}"
            : exact > 60 ? $"{seconds / 60}:{seconds % 60:D2}"
            : $"{seconds}s";
    }

    private string PerStep(int current, long now)
    {
        double seconds = StepSeconds(current, now);
        return seconds >= 1 || seconds == 0 ? $"{Whole(seconds)}s/step"
            : seconds >= 1e-3 ? $"{Whole(seconds * 1e3)}ms/step"
            : $"{Whole(seconds * 1e6)}us/step";
    }

    // Halves go to the even neighbour, as Python rounds.
    private static string Whole(double value) => Math.Round(value).ToString("F0", CultureInfo.InvariantCulture);

    // The first step compiles and warms up: it does not count, unless it is the only one.
    private double StepSeconds(int current, long now) =>
        current > 1 && _afterFirst is { } first ? Seconds(first, now) / (current - 1)
        : current > 0 ? Seconds(_start, now) / current : 0;

    private static string Values(Logs? values) =>
        values is null ? "" : string.Concat(values.Select(value => $" - {value.Key}: {Format(value.Value)}"));

    // Python's {:.4f} above 1e-3 in size and {:.4e} below; it has small letters for what is no number.
    internal static string Format(float value) =>
        float.IsNaN(value) ? "nan"
        : float.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : value.ToString(MathF.Abs(value) > 1e-3f ? "F4" : "0.0000e+00", CultureInfo.InvariantCulture);
}
