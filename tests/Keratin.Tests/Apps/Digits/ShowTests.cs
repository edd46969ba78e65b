using System.Text.Json;
using Digits;
using Keratin.Digits.Terminals;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

// digits show and digits data.
public sealed class ShowTests : IDisposable
{
    private static readonly TerminalProfile s_rich = new(true, ColorDepth.TrueColor, true, 100, 30);

    private readonly TempFolder _folder = new();

    public ShowTests() => TinyMnist.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_index_is_a_test_image_with_its_label()
    {
        CommandRun run = CommandRun.Of("show", "3", "--data", _folder.Root);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.Equal("test image 3: 3", lines[0]);
        // The bar of a 3 is in rows 10 and 11, the sixth line of characters, from column 5 to 22.
        Assert.Equal(new string(' ', 5) + new string('%', 18), lines[6]);
        Assert.All(lines.Where((_, row) => row is not (0 or 6)), line => Assert.Equal("", line));
    }

    [Fact]
    public void With_train_it_is_a_training_image() =>
        Assert.StartsWith("training image 199: 9\n", CommandRun.Of("show", "199", "--train", "--data", _folder.Root).Output, StringComparison.Ordinal);

    [Fact]
    public void A_file_is_shown_under_its_name_and_several_stand_side_by_side()
    {
        string file = _folder.Write("a.pgm", TinyMnist.Pgm(0));
        CommandRun run = Rich(80, "show", "1", "2", file, "--data", _folder.Root);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.StartsWith("test image 1: 1               test image 2: 2", lines[0], StringComparison.Ordinal);
        Assert.Equal(56, lines[1].Count(character => character == '▀'));
        Assert.Contains(file, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(40)]
    [InlineData(20)]
    [InlineData(5)]
    public void Nothing_is_wider_than_the_window(int width)
    {
        string model = Untrained();
        foreach (string[] args in (string[][])[["show", "1", "2", "3", "--model", model], ["show", "7"], ["data"]])
        {
            CommandRun run = Rich(width, [.. args, "--data", _folder.Root]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            // The bars' numbers and the counts are never cut.
            Assert.All(run.Output.Split('\n'), line => Assert.InRange(global::Digits.Live.LiveRegion.VisibleWidth(line), 0, Math.Max(width, 36)));
        }
    }

    [Fact]
    public void With_a_model_the_ten_probabilities_are_shown()
    {
        CommandRun run = CommandRun.Of("show", "4", "--data", _folder.Root, "--model", Untrained());
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        // All logits are 0: a tenth for each digit, and of equals the first is taken.
        Assert.Contains("WRONG, taken for 0, 10.0 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("9 #          10.0 %", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_shown_is_reported_and_the_rest_is_shown()
    {
        string bad = _folder.Write("bad.png", [1, 2, 3]), missing = _folder.Path("missing.png");
        CommandRun run = CommandRun.Of("show", "50", bad, missing, _folder.Root, "99999999999", "0", "--data", _folder.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("test image 0: 0\n", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("digits: image 50: there is no such test image.\n  expected: 0 to 49\n  got:      50\n", run.Error, StringComparison.Ordinal);
        Assert.Contains($"digits: {bad}: not a picture that can be read.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(missing, run.Error, StringComparison.Ordinal);
        Assert.Contains("digits: image 99999999999: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(5, run.Error.Split('\n').Count(line => line.StartsWith("digits: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Data_draws_a_grid_and_counts_the_digits()
    {
        CommandRun run = CommandRun.Of("data", "--data", _folder.Root, "--count", "6");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("0               1               2               3               4\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("200 training, 50 test images\nof 28 x 28, values 0 to 255.\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("digit   train    test\n" + string.Concat(Enumerable.Range(0, 10).Select(digit => $"    {digit}      20       5\n")), run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        string rich = Rich(100, "data", "--data", _folder.Root).Output;
        Assert.Contains("╭───────┬───────┬──────────────────────┬──────╮", Uncolored(rich), StringComparison.Ordinal);
        Assert.Contains("│     9 │    20 │ ████████████████████ │    5 │", Uncolored(rich), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_as_JSON_is_one_object()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("data", "--data", _folder.Root, "--json").Output);
        JsonElement root = json.RootElement, train = root.GetProperty("train");
        Assert.Equal(["data", "height", "width", "train", "test"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal((200, 0, 255), (train.GetProperty("count").GetInt32(), train.GetProperty("min").GetInt32(), train.GetProperty("max").GetInt32()));
        Assert.Equal(Enumerable.Repeat(5, 10), root.GetProperty("test").GetProperty("classes").EnumerateArray().Select(count => count.GetInt32()));
    }

    [Fact]
    public void Evaluate_draws_tables_where_they_can_be_shown_and_plain_text_elsewhere()
    {
        string[] args = ["evaluate", Untrained(), "--data", _folder.Root];
        string rich = Uncolored(Rich(100, args).Output);
        Assert.Contains("│ true │ 0 │ 1 │", rich, StringComparison.Ordinal);
        Assert.Contains("│     0 │    0.1000 │ 1.0000 │ 0.1818 │       5 │", rich, StringComparison.Ordinal);
        foreach (TerminalProfile plain in new[] { s_rich with { Width = 40 }, s_rich with { Colors = ColorDepth.None }, s_rich with { HasUnicode = false }, TerminalProfile.Plain })
        {
            string text = Run(plain, args).Output;
            Assert.Contains("true  0 1 2 3 4 5 6 7 8 9\n   0  5 .", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', text);
        }
    }

    [Fact]
    public void Predict_draws_bars_where_they_can_be_shown()
    {
        string[] args = ["predict", Untrained(), _folder.Write("a.pgm", TinyMnist.Pgm(0))];
        Assert.Contains("\u001b[32m0 ██                    10.0 %\u001b[0m\n1 ██ ", Rich(100, args).Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Run(s_rich with { Colors = ColorDepth.None }, args).Output);
    }

    private string Untrained()
    {
        var model = new Sequential { new Input(784), new Dense(10) };
        model.SetWeights([.. model.Weights.Select(weight => Tensor.Create<float>(new float[weight.Shape.Elements], [.. weight.Shape.Select(n => (nint)n)]))]);
        string path = _folder.Path("untrained.keras");
        model.Save(path);
        return path;
    }

    private static string Uncolored(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9;]*m", "");

    private static CommandRun Rich(int width, params string[] args) => Run(s_rich with { Width = width }, args);

    private static CommandRun Run(TerminalProfile terminal, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = DigitsCommand.Run(args, new Surroundings(output, error, CancellationToken.None) { Look = () => terminal });
        return new(code, output.ToString(), error.ToString());
    }
}
