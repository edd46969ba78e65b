using Digits;
using Keratin.Digits.Networks;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

public class UsageTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("train", "--help")]
    [InlineData("evaluate", "--help")]
    [InlineData("predict", "--help")]
    [InlineData("summary", "-h")]
    [InlineData("report", "--help")]
    public void Help_is_on_standard_output_and_ends_with_commands_to_copy(params string[] args)
    {
        CommandRun run = CommandRun.Of(args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Usage:\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        string example = args.Length == 1 ? "Examples:\n  digits train\n" : $"Examples:\n  digits {args[0]}";
        Assert.Contains(example, run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_command_has_an_example_of_its_own()
    {
        string[] commands = [.. DigitsCommand.Create(new Surroundings(TextWriter.Null, TextWriter.Null, default)).Subcommands.Select(command => command.Name)];
        Assert.True(commands.Length >= 7);
        foreach (string command in commands)
        {
            string help = CommandRun.Of(command, "--help").Output.ReplaceLineEndings("\n");
            string[] examples = help[help.IndexOf("Examples:\n", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.Contains($"digits {command}", example, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Version_is_a_number_and_what_results_and_speed_depend_on()
    {
        CommandRun run = CommandRun.Of("--version");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(
            @"^\d+\.\d+\.\d+[^\n]*\nruntime  \.NET 1\d\.[^\n]+\nSIMD     (none|(AVX-512, 512|AVX2, 256|128) bits)\nthreads  [1-9]\d*\n$", run.Output);
    }

    [Theory]
    [InlineData("train", "--epochs", "0")]
    [InlineData("train", "--epochs", "-1")]
    [InlineData("train", "--epochs", "abc")]
    [InlineData("train", "--epochs", "1.5")]
    [InlineData("train", "--epochs", "9999999999")]
    [InlineData("train", "--epochs")]
    [InlineData("train", "--epochs", "1", "--epochs", "2")]
    [InlineData("train", "--batch-size", "0")]
    [InlineData("train", "--learning-rate", "NaN")]
    [InlineData("train", "--learning-rate", "0")]
    [InlineData("train", "--learning-rate", "Infinity")]
    [InlineData("train", "--learning-rate", "0,1")]
    [InlineData("train", "--validation-split", "1.5")]
    [InlineData("train", "--validation-split", "1")]
    [InlineData("train", "--validation-split", "-0.1")]
    [InlineData("train", "--seed", "-1")]
    [InlineData("train", "--verbose", "3")]
    [InlineData("train", "--network", "resnet")]
    [InlineData("train", "--no-such-option")]
    [InlineData("train", "surplus")]
    [InlineData("evaluate")]
    [InlineData("evaluate", "model.keras", "--scale", "small")]
    [InlineData("predict", "model.keras")]
    [InlineData("summary")]
    [InlineData("show")]
    [InlineData("data", "--count", "-1")]
    [InlineData("completion", "csh")]
    [InlineData("report")]
    [InlineData("tarin")]
    [InlineData]
    public void Wrong_usage_is_2_and_shows_the_help_on_standard_error(params string[] args)
    {
        CommandRun run = CommandRun.Of(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("digits: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Usage:", run.Error, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits: --epochs: expected a whole number of at least 1; got 'abc'.", "--epochs", "abc")]
    [InlineData("digits: --verbose: expected a whole number from 0 to 2; got '3'.", "--verbose", "3")]
    [InlineData("digits: --learning-rate: expected a number above 0; got 'NaN'.", "--learning-rate", "NaN")]
    [InlineData("digits: --network: expected one of quick, lenet, mlp, dnn, cnn, cnn-dropout; got 'Cnn'.", "--network", "Cnn")]
    public void A_wrong_value_is_named_with_what_was_expected(string message, string option, string value) =>
        Assert.Equal(message, CommandRun.Of("train", option, value).Error.Split('\n')[0].TrimEnd());

    [Fact]
    public void Missing_files_are_failures_of_one_line()
    {
        using var folder = new TempFolder();
        string missing = folder.Path("missing");
        foreach (string[] args in (string[][])
            [["train", "--data", missing], ["evaluate", missing], ["predict", missing, "x.png"], ["summary", missing], ["show", missing],
             ["show", "0", "--data", missing], ["show", "0", "--model", missing], ["data", "--data", missing], ["report", missing]])
        {
            CommandRun run = CommandRun.Of(args);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Matches($@"^digits: [^\n]*{System.Text.RegularExpressions.Regex.Escape(missing)}'[^\n]*\n$", run.Error);
        }
    }

    [Fact]
    public void An_output_directory_that_cannot_be_written_is_known_before_the_training()
    {
        using var folder = new TempFolder();
        TinyMnist.Write(folder);
        string file = folder.Write("file", []);
        CommandRun run = CommandRun.Of("train", "--data", folder.Root, "--output", file);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"digits: cannot write into the output directory '{file}': ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Where_a_directory_stands_in_place_of_the_model_no_training_begins()
    {
        using var folder = new TempFolder();
        TinyMnist.Write(folder);
        Directory.CreateDirectory(folder.Path("out/model.keras"));
        CommandRun run = CommandRun.Of("train", "--data", folder.Root, "--output", folder.Path("out"));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal([folder.Path("out/model.keras")], Directory.GetFileSystemEntries(folder.Path("out")));
    }

    [Fact]
    public void Summary_knows_every_network()
    {
        foreach (string network in DigitNetworks.Names)
        {
            CommandRun run = CommandRun.Of("summary", network);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains($"Total params: {DigitNetworks.All[network].Build().CountParams():N0} ", run.Output, StringComparison.Ordinal);
        }
    }
}
