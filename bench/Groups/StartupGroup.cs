using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Keratin.Bench.Measuring;
using Keratin.Bench.Reporting;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Bench.Groups;

/// <summary>From the start of a process to its answer.</summary>
internal static class StartupGroup
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static void Run(Surroundings surroundings)
    {
        var table = new Table("From process start to the answer, ms", "command", "built, median", "built, fastest", "published, median", "published, fastest");
        string? published = Published.Find(Path.Combine("apps", "Digits"), Path.GetFileName(Repository.Digits), table);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keratin-bench-");
        try
        {
            string image = Path.Combine(folder.FullName, "digit.pgm");
            WriteImage(image);
            Add(table, surroundings.Options, published, "digits --version", ["--version"]);
            foreach (NetworkProgram program in Programs.Five.Where(program => program.Name is "lenet" or "cnn"))
            {
                string path = Path.Combine(folder.FullName, $"{program.Name}.keras");
                Model model = program.CreateCompiled();
                model.Save(path);
                Add(table, surroundings.Options, published, $"digits predict {program.Name}.keras digit.pgm", ["predict", path, image]);
            }
            table.Note("built: the JIT compiles our code while it runs; published: compiled ahead by dotnet publish, as the program is meant to be used");
            table.Note("--version shows what of it is the runtime and the reading of the command line");
        }
        catch (Win32Exception e)
        {
            table.Note($"not measured: {e.Message}; run dotnet build -c Release apps/Digits");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        surroundings.Report.Add(table);
    }

    private static void Add(Table table, Options options, string? published, string name, string[] arguments)
    {
        Report.Progress(name);
        Rounds[] rounds = Alternation.Measure(
            options.IsQuick ? 5 : options.Rounds(15), warmups: 2, () => Time(Repository.Digits, name, arguments),
            published is null ? null : () => Time(published, name, arguments));
        table.Add(
            name, Cell.Of(rounds[0].Median * 1e3), Cell.Of(rounds[0].Least * 1e3), Cell.Of(rounds[1].Median * 1e3), Cell.Of(rounds[1].Least * 1e3));
    }

    private static double Time(string program, string name, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{name}: no answer within {s_patience.TotalSeconds} s");
        }
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"{name}: {output.Result}{errors.Result}");
    }

    // A test digit as a portable graymap, the simplest format there is.
    private static void WriteImage(string path)
    {
        byte[] pixels = TrainingData.TestImages().ToArray()[..(28 * 28)];
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes("P5\n28 28\n255\n"), .. pixels]);
    }
}
