using System.Diagnostics;
using System.Text.Json;
using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

public sealed class ProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ProcessTests() => TinyMnist.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Exit_codes_reach_the_shell()
    {
        Assert.Equal(0, DigitsProcess.Run(_folder.Root, "--version").ExitCode);
        Assert.Equal(1, DigitsProcess.Run(_folder.Root, "evaluate", "missing.keras").ExitCode);
        Assert.Equal(2, DigitsProcess.Run(_folder.Root, "train", "--epochs", "0").ExitCode);
    }

    [Fact]
    public void Redirected_training_writes_plain_lines_into_the_current_directory()
    {
        CommandRun run = DigitsProcess.Run(_folder.Root, "train", "--network", "mlp", "--data", ".", "--epochs", "2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\r', run.Output.ReplaceLineEndings("\n"));
        Assert.Contains("Epoch 2/2", run.Output, StringComparison.Ordinal);
        Assert.Contains(" evaluate model.keras --data .", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.Path("model.keras")) && File.Exists(_folder.Path("history.csv")));
    }

    [Fact]
    public void JSON_is_alone_on_standard_output()
    {
        CommandRun run = DigitsProcess.Run(_folder.Root, "train", "--network", "mlp", "--data", ".", "--epochs", "2", "--verbose", "2", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal("model.keras", json.RootElement.GetProperty("model").GetString());
    }

    // A shell that starts jobs in the background makes them deaf to INT, and the tests with them.
    public static TheoryData<string> Signals() => IsDeafToInterrupt() ? ["TERM"] : ["INT", "TERM"];

    [UnixTheory]
    [MemberData(nameof(Signals))]
    public void A_signal_ends_the_training_and_saves_it(string signal)
    {
        using Process process = DigitsProcess.Start(_folder.Root, "train", "--network", "mlp", "--data", ".", "--epochs", "1000000", "--verbose", "2");
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("loss:", StringComparison.Ordinal))
        {
        }
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            kill.WaitForExit();
        CommandRun run = DigitsProcess.Finish(process);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"^digits: stopped after \d+ of 1000000 epochs\.\s+model\.keras has .*\s+history\.csv ", run.Error);
        string[] history = File.ReadAllLines(_folder.Path("history.csv"));
        Assert.Equal(int.Parse(run.Error.Split(' ')[3]) + 1, history.Length);
        Assert.True(File.Exists(_folder.Path("model.keras")));
    }

    private static bool IsDeafToInterrupt()
    {
        const int Interrupt = 2;
        string? line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) >> (Interrupt - 1) & 1) == 1;
    }
}
