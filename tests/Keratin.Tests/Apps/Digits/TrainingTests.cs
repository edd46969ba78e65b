using System.Text.Json;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

// Training sets the seed of the whole process.
[Collection(nameof(Alone))]
public sealed class TrainingTests : IDisposable
{
    private static readonly string[] s_trainMembers =
        ["network", "parameters", "epochs", "seed", "trainSamples", "seconds", "samplesPerSecond", "testLoss", "testAccuracy", "model", "report"];

    private readonly TempFolder _folder = new();

    public TrainingTests() => TinyMnist.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_reports_saves_and_says_what_to_try_next()
    {
        CommandRun run = Train("--verbose", "0");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Training mlp, 101,770 parameters,\non 200 images, seed 1.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Test loss ", run.Output, StringComparison.Ordinal);
        Assert.Contains("(50 of 50 images)", run.Output, StringComparison.Ordinal);
        Assert.Contains("true  0 1 2 3 4 5 6 7 8 9\n   0  5 . .", run.Output, StringComparison.Ordinal);
        Assert.Contains("Try next:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($" evaluate {Model} --data {_folder.Root}\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Model));
        string[] history = File.ReadAllLines(_folder.Path("out/history.csv"));
        Assert.Equal("epoch,accuracy,loss", history[0]);
        Assert.Equal(21, history.Length);
    }

    [Fact]
    public void Train_as_JSON_is_one_object_with_the_agreed_members()
    {
        CommandRun run = Train("--json", "--seed", "7", "--validation-split", "0.25");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(s_trainMembers, root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("mlp", root.GetProperty("network").GetString());
        Assert.Equal(101_770, root.GetProperty("parameters").GetInt32());
        Assert.Equal((20, 7, 150), (root.GetProperty("epochs").GetInt32(), root.GetProperty("seed").GetInt32(), root.GetProperty("trainSamples").GetInt32()));
        Assert.Equal(1, root.GetProperty("testAccuracy").GetDouble());
        Assert.Equal(150 * 20 / root.GetProperty("seconds").GetDouble(), root.GetProperty("samplesPerSecond").GetDouble(), 6);
        Assert.Equal(Model, root.GetProperty("model").GetString());
        Assert.Equal("epoch,accuracy,loss,val_accuracy,val_loss", File.ReadLines(_folder.Path("out/history.csv")).First());
    }

    [Fact]
    public void One_seed_gives_one_result_and_another_gives_another()
    {
        string[] losses = [.. new[] { "3", "3", "4" }.Select(seed => Loss(Train("--json", "--epochs", "2", "--seed", seed)))];
        Assert.Equal(losses[0], losses[1]);
        Assert.NotEqual(losses[0], losses[2]);

        static string Loss(CommandRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("testLoss").GetRawText();
    }

    [Fact]
    public void Evaluate_finds_what_train_found()
    {
        CommandRun trained = Train("--json", "--epochs", "2");
        CommandRun run = CommandRun.Of("evaluate", Model, "--data", _folder.Root, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument before = JsonDocument.Parse(trained.Output), json = JsonDocument.Parse(run.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(["model", "samples", "loss", "accuracy", "confusion"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Model, 50), (root.GetProperty("model").GetString(), root.GetProperty("samples").GetInt32()));
        Assert.Equal(before.RootElement.GetProperty("testLoss").GetRawText(), root.GetProperty("loss").GetRawText());
        Assert.Equal(before.RootElement.GetProperty("testAccuracy").GetRawText(), root.GetProperty("accuracy").GetRawText());
        int[][] confusion = [.. root.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetInt32()).ToArray())];
        Assert.Equal(10, confusion.Length);
        Assert.All(confusion, row => Assert.Equal((10, 5), (row.Length, row.Sum())));
    }

    [Fact]
    public void Evaluate_says_which_pixels_it_took_and_can_be_told()
    {
        Train("--json");
        CommandRun raw = CommandRun.Of("evaluate", Model, "--data", _folder.Root);
        CommandRun unit = CommandRun.Of("evaluate", Model, "--data", _folder.Root, "--scale", "unit");
        Assert.StartsWith($"{Model}: tested with pixels of 0 to 255.\n", raw.Output, StringComparison.Ordinal);
        Assert.Contains("digit precision recall     F1 support\n    0    1.0000 1.0000 1.0000       5\n", raw.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{Model}: tested with pixels of 0 to 1.\n", unit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_goes_on_after_a_bad_picture_and_ends_with_1()
    {
        Train("--json");
        string three = _folder.Write("three.pgm", Picture(3)), bad = _folder.Write("bad.png", [1, 2, 3]), seven = _folder.Write("seven.pgm", Picture(7));
        CommandRun run = CommandRun.Of("predict", Model, three, bad, _folder.Path("missing.png"), seven, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"digits: {bad}: not a picture that can be read.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing.png", run.Error, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement[] results = [.. json.RootElement.EnumerateArray()];
        Assert.Equal([three, seven], results.Select(result => result.GetProperty("file").GetString()));
        Assert.All(results, result =>
        {
            Assert.Equal(["file", "digit", "probabilities"], result.EnumerateObject().Select(member => member.Name));
            float[] probabilities = [.. result.GetProperty("probabilities").EnumerateArray().Select(number => number.GetSingle())];
            Assert.Equal(10, probabilities.Length);
            Assert.Equal(1, probabilities.Sum(), 1e-5f);
            Assert.Equal(probabilities.Max(), probabilities[result.GetProperty("digit").GetInt32()]);
        });
    }

    [Fact]
    public void Predict_shows_the_digit_and_ten_probabilities()
    {
        Train("--json");
        string five = _folder.Write("five.pgm", Picture(5));
        CommandRun run = CommandRun.Of("predict", Model, five);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Matches($@"^{System.Text.RegularExpressions.Regex.Escape(five)}: \d \(\d+\.\d %\)$", lines[0]);
        Assert.Equal("     0     1     2     3     4     5     6     7     8     9", lines[1]);
        Assert.Equal(60, lines[2].Length);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Cancelled_training_saves_what_there_is()
    {
        CommandRun run = CommandRun.Of(new CancellationToken(canceled: true), "train", "--network", "mlp", "--data", _folder.Root, "--output", _folder.Path("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("digits: stopped after 0 of 5 epochs.", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Model));
        Assert.Equal("epoch\n", File.ReadAllText(_folder.Path("out/history.csv")));
    }

    [Fact]
    public void A_diverged_training_is_a_failure_with_a_hint()
    {
        CommandRun run = Train("--json", "--learning-rate", "1e38");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("digits: the training diverged: its loss is NaN.\n  hint:     try a smaller --learning-rate\n", run.Error);
    }

    private string Model => _folder.Path(Path.Combine("out", "model.keras"));

    // The bar of digit n is centred by the normalizer like any digit, so which digit is read says nothing; that one is, does.
    private static byte[] Picture(int digit) => TinyMnist.Pgm(digit);

    private CommandRun Train(params string[] more) => CommandRun.Of(
        ["train", "--network", "mlp", "--data", _folder.Root, "--output", _folder.Path("out"), .. more.Contains("--epochs") ? more : ["--epochs", "20", .. more]]);
}
