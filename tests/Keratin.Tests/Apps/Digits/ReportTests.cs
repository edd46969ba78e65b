using System.Diagnostics;
using Digits;
using Keratin.Models;
using Keratin.Tests.Datasets;
using Keratin.Visualization;

namespace Keratin.Tests.Apps.Digits;

// Training sets the seed of the whole process.
[Collection(nameof(Alone))]
public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ReportTests() => TinyMnist.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_writes_a_report_and_a_record()
    {
        Train("out", "--epochs", "2", "--validation-split", "0.25");
        string page = File.ReadAllText(At("out/report.html"));
        Assert.Contains("<h1>Training of mlp</h1>", page, StringComparison.Ordinal);
        foreach (string section in (string[])["Results", "Curves", "Test", "Data", "Network", "Hyper-parameters", "Versions and machine", "Repeat it"])
            Assert.Contains($">{section}</h2>", page, StringComparison.Ordinal);
        RunRecord run = RunRecord.Load(At("out/run.json"));
        Assert.Equal(("mlp", 2, 101770, 50), (run.Name, run.Epochs, run.Parameters, run.Confusion!.Count));
        Assert.Equal([("training", 150), ("validation", 50), ("test", 50)], run.Parts.Select(part => (part.Name, part.ClassCounts.Sum())));
        Assert.All(run.Parts, part => Assert.Equal(10, part.ClassCounts.Count));
        string[] expected = ["network mlp", "epochs 2", "batch size 32", "learning rate 0.001", "validation split 0.25", "seed 1", "optimizer Adam", "optimizer: beta 1 0.9"];
        Assert.Equal(expected, expected.Intersect(run.Settings.Select(setting => $"{setting.Name} {setting.Value}")));
        Assert.Equal(["Keratin", "runtime", "system", "processor", "SIMD", "threads"], run.Environment.Select(part => part.Name));
        Assert.True(run.Seconds > 0 && run.SamplesPerSecond > 0);
    }

    // The shell itself takes the command apart, and the program does as it says.
    [UnixTheory]
    [InlineData("out")]
    [InlineData("it's $HOME \"quoted\" `x` \\ *;&|<>")]
    [InlineData("größe 漢字")]
    public void The_command_repeats_the_run(string name)
    {
        Train(name, "--epochs", "2", "--seed", "11", "--batch-size", "17", "--learning-rate", "0.003", "--validation-split", "0.1");
        uint[][] weights = Weights(name);
        string command = RunRecord.Load(At($"{name}/run.json")).Command!;
        Directory.Delete(At(name), recursive: true);

        string arguments = command[(command.IndexOf(" train ", StringComparison.Ordinal) + 1)..];
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\n' {arguments}"]) { RedirectStandardOutput = true })!;
        string[] words = shell.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
        shell.WaitForExit();
        CommandRun run = CommandRun.Of([.. words, "--json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(weights, Weights(name));
        Assert.Equal(command, RunRecord.Load(At($"{name}/run.json")).Command);
    }

    [Theory]
    [InlineData("plain-1.0_x/y", false, "plain-1.0_x/y")]
    [InlineData("", false, "''")]
    [InlineData("a b", false, "'a b'")]
    [InlineData("it's", false, @"'it'\''s'")]
    [InlineData(@"C:\my data", true, "\"C:\\my data\"")]
    [InlineData(@"C:\data", true, @"C:\data")]
    public void Words_are_quoted_as_the_shell_wants_it(string word, bool isWindows, string quoted) => Assert.Equal(quoted, RepeatCommand.Quote(word, isWindows));

    [Fact]
    public void A_name_that_begins_with_a_dash_is_no_option()
    {
        var training = new Training(new Surroundings(TextWriter.Null, TextWriter.Null, default))
        {
            Network = Keratin.Digits.Networks.DigitNetworks.Default,
            Epochs = 1,
            BatchSize = 2,
            LearningRate = null,
            Seed = 3,
            ValidationSplit = 0.5f,
            Data = null,
            Output = "-x",
            Verbose = 0,
            Json = false,
        };
        Assert.EndsWith(
            $"digits train --network quick --epochs 1 --batch-size 2 --learning-rate 0.001 --validation-split 0.5 --seed 3 --output {Path.Combine(".", "-x")}",
            RepeatCommand.Of(training, 0.001f, "digits"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_training_has_a_report_that_says_so()
    {
        CommandRun run = CommandRun.Of(new CancellationToken(canceled: true), "train", "--network", "mlp", "--data", _folder.Root, "--output", At("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("report.html", run.Error, StringComparison.Ordinal);
        Assert.Contains("The training was stopped after 0 of 5 epochs.", File.ReadAllText(At("out/report.html")), StringComparison.Ordinal);
        Assert.True(RunRecord.Load(At("out/run.json")) is { IsStopped: true, Confusion: null });
    }

    [Fact]
    public void A_diverged_training_has_a_report_too()
    {
        CommandRun run = CommandRun.Of(
            "train", "--network", "mlp", "--epochs", "2", "--learning-rate", "1e38", "--data", _folder.Root, "--output", At("out"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not finite", File.ReadAllText(At("out/report.html")), StringComparison.Ordinal);
        Assert.Contains(RunRecord.Load(At("out/run.json")).Results, result => result.Name == "test loss" && double.IsNaN(result.Value));
    }

    [Fact]
    public void Report_compares_runs_by_folder_page_or_record()
    {
        Train("one", "--epochs", "1");
        Train("two", "--epochs", "2", "--batch-size", "16");
        string page = At("all.html");
        CommandRun run = CommandRun.Of("report", At("one"), At("two/report.html"), At("two/run.json"), "--output", page);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.Equal(["run", "one", "two", "two (2)", ""], lines.Take(5).Select(line => line.Split("  ")[0].Trim()));
        Assert.Contains("batch size  32   16   16", lines);
        Assert.Contains($"Saved {page}.", lines);
        Assert.Contains("<h1>3 runs compared</h1>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_of_one_run_prints_its_table_and_writes_a_page_only_if_asked()
    {
        Train("one", "--epochs", "1");
        int files = Directory.GetFiles(Environment.CurrentDirectory).Length;
        CommandRun run = CommandRun.Of("report", At("one"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("batch size", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Saved", run.Output, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(Environment.CurrentDirectory).Length);
        Assert.Equal(0, CommandRun.Of("report", At("one"), "--output", At("one.html")).ExitCode);
        Assert.True(File.Exists(At("one.html")));
    }

    [Fact]
    public void Report_refuses_what_is_no_run_with_one_clear_error()
    {
        Train("one", "--epochs", "1");
        Directory.CreateDirectory(At("empty"));
        _folder.Write("broken.json", "{\"format\": "u8.ToArray());
        Fails($"digits: there is no run '{At("none")}'", At("none"));
        Fails($"digits: there is no run.json at '{At("empty")}'", At("one"), At("empty"));
        Fails($"digits: {At("broken.json")}: expected a run record in JSON", At("one"), At("broken.json"));
        _folder.Write("wrong.json", System.Text.Encoding.UTF8.GetBytes(
            File.ReadAllText(At("one/run.json")).Replace("\"epochs\": 1,", "\"epochs\": \"many\",", StringComparison.Ordinal)));
        Fails($"digits: {At("wrong.json")}, epochs: expected a whole number", At("wrong.json"));
        using (FileStream large = File.Create(At("large.json")))
            large.SetLength(17 << 20);
        Fails($"digits: {At("large.json")}: expected a run record of at most 16 MiB", At("large.json"));
    }

    private static void Fails(string message, params string[] runs)
    {
        CommandRun run = CommandRun.Of(["report", .. runs]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private string At(string name) => _folder.Path(name);

    private uint[][] Weights(string name) => [.. Keratin.Saving.Models.Load(At($"{name}/model.keras")).Weights.Select(weight => weight.Span.ToArray().Select(BitConverter.SingleToUInt32Bits).ToArray())];

    private void Train(string name, params string[] more)
    {
        CommandRun run = CommandRun.Of(["train", "--network", "mlp", "--data", _folder.Root, "--output", At(name), "--json", .. more]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
