using Keratin.Callbacks;

namespace Keratin.Tests.Callbacks;

// The lines are those of Keras' own bar: see the formats that its Progbar writes.
public sealed class ProgressBarTests : IDisposable
{
    private const string Bold = "\u001b[1m", Green = "\u001b[32m", Grey = "\u001b[37m", Off = "\u001b[0m";

    private readonly StringWriter _text = new();
    private readonly Clock _clock = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void The_last_line_in_colours()
    {
        // 3 s for 1,875 steps, the first of which does not count: (3 s - 0)/1,874 = 1.6 ms, shown as 2ms.
        var bar = new ProgressBar(Interactive(), 1875, verbose: 1, _clock);
        _clock.Pass(0.001);
        bar.Update(1, null);
        _clock.Pass(2.999);
        _text.GetStringBuilder().Clear();
        bar.Finish(1875, Logs(("accuracy", 0.95f), ("loss", 0.17f), ("val_accuracy", 0.98f), ("val_loss", 0.06f)));
        Assert.Equal(
            $"\r{Bold}1875/1875{Off} {Green}{Line(20)}{Off}{Grey}{Off} {Bold}3s{Off} 2ms/step"
            + " - accuracy: 0.9500 - loss: 0.1700 - val_accuracy: 0.9800 - val_loss: 0.0600\n",
            _text.ToString().Replace(" \n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_in_progress_shows_the_time_that_is_left()
    {
        // 899 steps of 1 ms after the first: 975 steps are left, 0.975 s, cut to whole seconds. 900/1875 of 20 is 9.6, cut to 9.
        var bar = new ProgressBar(Interactive(), 1875, verbose: 1, _clock);
        bar.Update(1, null);
        _clock.Pass(0.899);
        _text.GetStringBuilder().Clear();
        bar.Update(900, () => Logs(("accuracy", 0.9123f), ("loss", 4e-4f)));
        Assert.Equal(
            $"\r{Bold} 900/1875{Off} {Green}{Line(9)}{Off}{Grey}{Line(11)}{Off} {Bold}0s{Off} 1ms/step - accuracy: 0.9123 - loss: 4.0000e-04",
            _text.ToString());
    }

    [Theory]
    [InlineData(59.9, "59s")]
    [InlineData(60, "60s")]
    [InlineData(60.5, "1:00")]
    [InlineData(61, "1:01")]
    [InlineData(3600, "60:00")]
    [InlineData(3600.5, "1:00:00")]
    [InlineData(3601, "1:00:01")]
    [InlineData(36_610, "10:10:10")]
    public void Long_waits_are_shown_in_minutes_and_hours(double left, string duration)
    {
        // About a second a step: after the second of steps + 2, as many steps are left as the wait has seconds, rounded up.
        int steps = (int)Math.Ceiling(left);
        double step = left / steps;
        var bar = new ProgressBar(Interactive() with { HasColor = false }, steps + 2, verbose: 1, _clock);
        bar.Update(1, null);
        _clock.Pass(step);
        _text.GetStringBuilder().Clear();
        bar.Update(2, null);
        Assert.Contains($"━ {duration} ", _text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.5, "2s/step")]
    [InlineData(1, "1s/step")]
    [InlineData(0.9994, "999ms/step")]
    [InlineData(0.001, "1ms/step")]
    [InlineData(0.000_25, "250us/step")]
    [InlineData(0, "0s/step")]
    public void A_step_is_timed_in_seconds_milliseconds_or_microseconds(double seconds, string expected)
    {
        var bar = new ProgressBar(Redirected(), 3, verbose: 2, _clock);
        bar.Update(1, null);
        _clock.Pass(2 * seconds);
        bar.Finish(3, null);
        Assert.EndsWith($" - {expected}\n", _text.ToString(), StringComparison.Ordinal);
    }

    // The first step is the slowest: it counts only where there is no other.
    [Fact]
    public void A_single_step_counts_its_whole_time()
    {
        var bar = new ProgressBar(Redirected(), 1, verbose: 2, _clock);
        _clock.Pass(1.5);
        bar.Update(1, null);
        bar.Finish(1, Logs(("loss", 1.25f)));
        Assert.Equal("1/1 - 2s - 2s/step - loss: 1.2500\n", _text.ToString());
    }

    [Fact]
    public void Redirected_there_is_one_plain_line()
    {
        var bar = new ProgressBar(Redirected(), 40, verbose: 1, _clock);
        for (int step = 1; step <= 40; step++)
        {
            bar.Update(step, () => throw new InvalidOperationException("nobody looks"));
            _clock.Pass(0.1);
        }
        bar.Finish(40, Logs(("accuracy", 1), ("loss", 0.5f)));
        Assert.Equal($"40/40 {Line(20)} 4s 103ms/step - accuracy: 1.0000 - loss: 0.5000\n", _text.ToString());
    }

    [Fact]
    public void Verbose_2_writes_one_line_without_a_bar()
    {
        var bar = new ProgressBar(Interactive(), 1875, verbose: 2, _clock);
        bar.Update(1, null);
        _clock.Pass(2.9);
        bar.Update(900, null);
        bar.Finish(1875, Logs(("accuracy", 0.95f), ("loss", 0.17f)));
        Assert.Equal("1875/1875 - 3s - 2ms/step - accuracy: 0.9500 - loss: 0.1700\n", _text.ToString());
    }

    [Fact]
    public void Verbose_0_writes_nothing()
    {
        var bar = new ProgressBar(Interactive(), 2, verbose: 0, _clock);
        bar.Update(1, null);
        bar.Finish(2, Logs(("loss", 1)));
        Assert.Equal("", _text.ToString());
    }

    [Fact]
    public void It_is_drawn_at_most_every_50_milliseconds()
    {
        var bar = new ProgressBar(Interactive(), 10, verbose: 1, _clock);
        bar.Update(1, null);
        _clock.Pass(0.049);
        bar.Update(2, null);
        Assert.Single(_text.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries));
        _clock.Pass(0.002);
        bar.Update(3, null);
        Assert.Equal(2, _text.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_shorter_line_wipes_out_a_longer_one()
    {
        var bar = new ProgressBar(Interactive() with { HasColor = false }, 10, verbose: 1, _clock);
        bar.Update(1, () => Logs(("accuracy", 0.5f), ("loss", 4e-4f)));
        _clock.Pass(1);
        _text.GetStringBuilder().Clear();
        bar.Update(2, () => Logs(("loss", 0.5f)));
        // " 1/10 … 0s 0s/step - accuracy: 0.5000 - loss: 4.0000e-04" is 23 longer: accuracy and 4 digits of the loss; 8s 1s/step is as long.
        Assert.Equal($"\r 2/10 {Line(4)}{Line(16)} 8s 1s/step - loss: 0.5000{new string(' ', 23)}", _text.ToString());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(30)]
    [InlineData(12)]
    [InlineData(3)]
    public void A_narrow_terminal_gets_no_line_that_wraps(int width)
    {
        var bar = new ProgressBar(Interactive() with { HasColor = false, Width = width }, 1875, verbose: 1, _clock);
        bar.Update(1, () => Logs(("accuracy", 0.5f), ("loss", 0.25f)));
        _clock.Pass(1);
        bar.Update(900, () => Logs(("accuracy", 0.5f), ("loss", 0.25f)));
        bar.Finish(1875, Logs(("accuracy", 0.5f), ("loss", 0.25f)));
        Assert.All(_text.ToString().Split('\r', '\n'), line => Assert.True(line.Length < width, $"'{line}' fills {width} columns."));
    }

    [Fact]
    public void Without_the_line_character_an_equals_sign_stands_for_it()
    {
        var bar = new ProgressBar(Redirected() with { HasLines = false }, 1, verbose: 1, _clock);
        bar.Finish(1, null);
        Assert.Equal("1/1 ==================== 0s 0s/step\n", _text.ToString());
    }

    [Fact]
    public void A_line_that_is_left_in_the_middle_is_ended()
    {
        var bar = new ProgressBar(Interactive(), 10, verbose: 1, _clock);
        bar.Update(1, null);
        bar.Abandon();
        Assert.EndsWith("\n", _text.ToString(), StringComparison.Ordinal);
        _text.GetStringBuilder().Clear();
        new ProgressBar(Redirected(), 10, verbose: 1, _clock).Abandon();
        Assert.Equal("", _text.ToString());
    }

    // Python's {:.4f} above 1e-3 in size, else {:.4e}; it writes nan and inf in small letters.
    [Theory]
    [InlineData(0.95f, "0.9500")]
    [InlineData(-2.5f, "-2.5000")]
    [InlineData(4e-4f, "4.0000e-04")]
    [InlineData(0.001f, "1.0000e-03")]
    [InlineData(0.0011f, "0.0011")]
    [InlineData(0f, "0.0000e+00")]
    [InlineData(12345.678f, "12345.6777")]
    [InlineData(-1.5e-12f, "-1.5000e-12")]
    [InlineData(float.NaN, "nan")]
    [InlineData(float.PositiveInfinity, "inf")]
    [InlineData(float.NegativeInfinity, "-inf")]
    public void Numbers_are_written_as_keras_writes_them(float value, string expected) => Assert.Equal(expected, ProgressBar.Format(value));

    private static string Line(int count) => new('━', count);

    private static Logs Logs(params (string Name, float Value)[] values)
    {
        var logs = new Logs();
        foreach (var (name, value) in values)
            logs[name] = value;
        return logs;
    }

    private ConsoleTerminal Interactive() => new(_text, IsInteractive: true, HasColor: true, Width: 120, HasLines: true);

    private ConsoleTerminal Redirected() => new(_text, IsInteractive: false, HasColor: false, Width: int.MaxValue, HasLines: true);

    /// <summary>A clock that begins at 0 and moves when it is told to.</summary>
}
