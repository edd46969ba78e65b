using System.CommandLine;
using Keratin.Visualization;

namespace Digits;

/// <summary><c>digits report</c>.</summary>
internal static class ReportCommand
{
    private const string DefaultOutput = "comparison.html";

    public static Command Create(Surroundings surroundings)
    {
        Argument<string[]> runs = new("RUN")
        {
            Description = $"Folders that digits train wrote, or their report.html or {RunFile.Name}",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> output = new("--output")
        {
            Description = $"The page [default: {DefaultOutput} for several runs, none for one]",
            HelpName = "FILE",
        };
        var command = new Command("report", "Compares trainings side by side: a table here, and a page with curves and confusion matrices.") { runs, output };
        command.SetAction(parsed => Run(surroundings, parsed.GetValue(runs)!, parsed.GetValue(output)));
        return command;
    }

    private static int Run(Surroundings surroundings, string[] paths, string? output)
    {
        var report = new RunsReport([.. paths.Select(RunFile.Load)]);
        string? page = output ?? (paths.Length > 1 ? DefaultOutput : null);
        if (page is not null)
            report.Save(page);
        surroundings.Output.Write(report.ToText());
        if (page is not null)
            surroundings.Output.WriteLine($"\nSaved {page}.");
        return ExitCode.Success;
    }
}
