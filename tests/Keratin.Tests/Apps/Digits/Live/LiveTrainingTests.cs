using Digits;
using Digits.Live;
using Keratin.Callbacks;
using Keratin.Digits.Terminals;

namespace Keratin.Tests.Apps.Digits.Live;

public sealed class LiveTrainingTests : IDisposable
{
    private readonly StringWriter _text = new();
    private readonly Clock _clock = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void A_window_of_80_has_the_table_the_bar_the_values_and_the_curve()
    {
        Play(Profile(80, 24), stopAt: (1, 3));
        Assert.Equal("""
            ╭───────┬─────────┬────────────┬────────────┬────────────┬──────────────╮
            │ epoch │    time │       loss │   accuracy │   val_loss │ val_accuracy │
            ├───────┼─────────┼────────────┼────────────┼────────────┼──────────────┤
            │   1/2 │   4.0 s │     0.5000 │     0.9000 │     0.4000 │       0.9100 │
            ╰───────┴─────────┴────────────┴────────────┴────────────┴──────────────╯
            Epoch 2/2 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3/4  ETA 0:01
            loss 0.2500  accuracy 0.9500  32 images/s
            loss █▆▃▃▁▁▁ 2.0000 → 0.2500
            """.ReplaceLineEndings("\n"), Screen(80));
    }

    [Fact]
    public void A_window_of_40_has_fewer_columns_and_a_shorter_bar()
    {
        Play(Profile(40, 12), stopAt: (1, 3));
        string screen = Screen(40);
        Assert.Equal("""
            ╭───────┬────────────┬──────────────╮
            │ epoch │       loss │ val_accuracy │
            ├───────┼────────────┼──────────────┤
            │   1/2 │     0.5000 │       0.9100 │
            ╰───────┴────────────┴──────────────╯
            Epoch 2/2 ━━━━━━━━━━━━━━━ 3/4  ETA 0:01
            """.ReplaceLineEndings("\n"), string.Join('\n', screen.Split('\n')[..6]));
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.Length, 1, 40));
    }

    [Fact]
    public void At_the_end_the_bar_is_gone_and_the_table_and_the_curve_stay()
    {
        Play(Profile(80, 24), stopAt: null);
        string[] lines = Screen(80).Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("│   2/2 │   4.0 s │     0.2500 │", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("╰──", lines[5], StringComparison.Ordinal);
        Assert.EndsWith(" 2.0000 → 0.2500", lines[6], StringComparison.Ordinal);
        Assert.DoesNotContain("ETA", lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public void It_draws_ten_times_a_second_at_most_and_reads_values_only_then()
    {
        var live = new LiveTraining(_text, () => Profile(80, 24), batchSize: 32, _clock);
        var training = new Run(Epochs: 1, Steps: 1000);
        int read = 0;
        live.OnTrainBegin(training);
        live.OnEpochBegin(training, 0);
        for (int batch = 0; batch < 1000; batch++)
        {
            _clock.Pass(0.001);
            live.OnTrainBatchEnd(training, batch, () => Values(1, ++read));
        }
        Assert.InRange(read, 9, 10);
    }

    [Fact]
    public void The_cursor_is_never_hidden_and_nothing_is_cleared_before_it_is_drawn()
    {
        Play(Profile(80, 24), stopAt: null);
        string text = _text.ToString();
        Assert.DoesNotContain("\u001b[?25l", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2K", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\u001b[J", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29, 24, true, ColorDepth.TrueColor, true)]
    [InlineData(80, 5, true, ColorDepth.TrueColor, true)]
    [InlineData(80, 24, false, ColorDepth.None, true)]
    [InlineData(80, 24, true, ColorDepth.None, true)]
    [InlineData(80, 24, true, ColorDepth.Colors256, false)]
    public void Elsewhere_the_bar_of_the_library_is_due(int width, int height, bool isInteractive, ColorDepth colors, bool hasUnicode)
    {
        var surroundings = new Surroundings(_text, _text, default) { Look = () => new(isInteractive, colors, hasUnicode, width, height) };
        Assert.Null(LiveTraining.Where(surroundings, 32));
        Assert.NotNull(LiveTraining.Where(surroundings with { Look = () => Profile(80, 24) }, 32));
    }

    [Fact]
    public void In_a_window_that_became_narrower_wrapped_lines_are_counted()
    {
        var region = new LiveRegion(_text);
        region.Draw([], [new string('a', 70), "\u001b[32mbb\u001b[0m"], Profile(80, 24));
        _text.GetStringBuilder().Clear();
        region.Draw([], ["c"], Profile(30, 24));
        Assert.StartsWith("\u001b[4A\rc\u001b[K\n", _text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_curve_is_the_loss_between_looks_and_never_grows_without_end()
    {
        var curve = new LossCurve();
        curve.BeginEpoch();
        curve.Add(2, 3);
        // A mean of 2 over four batches after one of 3 over two: 1 over the last two.
        curve.Add(4, 2);
        Assert.Equal([3, 1], curve.Values);
        for (int batch = 5; batch < 5000; batch++)
            curve.Add(batch, 2);
        Assert.InRange(curve.Values.Count, 256, 511);
    }

    private static TerminalProfile Profile(int width, int height) => new(true, ColorDepth.TrueColor, true, width, height);

    // Two epochs of four batches of a second each.
    private void Play(TerminalProfile terminal, (int Epoch, int Batch)? stopAt)
    {
        var live = new LiveTraining(_text, () => terminal, batchSize: 32, _clock);
        var training = new Run(Epochs: 2, Steps: 4);
        live.OnTrainBegin(training);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            live.OnEpochBegin(training, epoch);
            for (int batch = 0; batch < 4; batch++)
            {
                if (stopAt == (epoch, batch))
                    return;
                _clock.Pass(1);
                // The mean so far of batches with losses 2, 1, 0.5 and 0.5; in the second epoch all have 0.25.
                float loss = epoch == 0 ? new[] { 2, 1.5f, 3.5f / 3, 1 }[batch] : 0.25f;
                live.OnTrainBatchEnd(training, batch, () => Values(loss, epoch == 0 ? 0.5f : 0.95f));
            }
            Logs logs = Values(epoch == 0 ? 0.5f : 0.25f, epoch == 0 ? 0.9f : 0.95f);
            (logs["val_loss"], logs["val_accuracy"]) = (0.4f, 0.91f);
            live.OnEpochEnd(training, epoch, logs);
        }
        live.OnTrainEnd(training);
    }

    private static Logs Values(float loss, float accuracy) => new() { ["loss"] = loss, ["accuracy"] = accuracy };

    // What a terminal shows after all that was written: lines, ESC [ n A goes up, ESC [ K and J erase, colours are dropped.
    private string Screen(int width)
    {
        var lines = new List<string>();
        int row = 0, column = 0;
        string text = _text.ToString();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                (row, column) = (row + 1, 0);
            else if (text[i] == '\r')
                column = 0;
            else if (text[i] == '\u001b')
                i = Control(lines, text, i, ref row, column);
            else
                Put(lines, row, column++, text[i]);
            Assert.InRange(column, 0, width);
        }
        return string.Join('\n', lines);
    }

    private static int Control(List<string> lines, string text, int start, ref int row, int column)
    {
        int end = start + 2;
        while (!char.IsAsciiLetter(text[end]))
            end++;
        if (text[end] == 'A')
            row -= int.Parse(text[(start + 2)..end]);
        else if (text[end] == 'K' && row < lines.Count)
            lines[row] = lines[row][..Math.Min(column, lines[row].Length)];
        else if (text[end] == 'J' && row < lines.Count)
            lines.RemoveRange(row, lines.Count - row);
        Assert.True(row >= 0, "The picture goes up beyond its own first line.");
        return end;
    }

    private static void Put(List<string> lines, int row, int column, char character)
    {
        while (lines.Count <= row)
            lines.Add("");
        string line = lines[row].PadRight(column);
        lines[row] = line[..column] + character + (column < line.Length ? line[(column + 1)..] : "");
    }

    private sealed record Run(int Epochs, int Steps) : ITraining
    {
        public float LearningRate { get; set; }

        public bool StopTraining { get; set; }

        public int ValidationFreq => 0;

        public bool IsInterrupted => false;

        public IReadOnlyList<Tensor<float>> GetWeights() => [];

        public void SetWeights(IReadOnlyList<Tensor<float>> weights)
        {
        }

        public void SwapAverages()
        {
        }

        public bool? IsHigherBetter(string name) => null;

        public void Print(string line)
        {
        }

        public void Warn(Warning warning)
        {
        }
    }
}
