using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Digits;

/// <summary>The whole program: what Main calls, and what tests call.</summary>
internal static class DigitsCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>0 success, 1 failure, 2 wrong usage.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Run(args, new Surroundings(output, error, cancellation));

    /// <summary>Runs a command line within surroundings that were made for it.</summary>
    /// <returns>0 success, 1 failure, 2 wrong usage.</returns>
    public static int Run(string[] args, Surroundings surroundings)
    {
        var (output, error, _) = surroundings;
        RootCommand root = Create(surroundings);
        // Without response files: @ is an ordinary character of a file name.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return ReportUsage(root, parsed, error);
        try
        {
            return parsed.Invoke(Invocation(output, error));
        }
        catch (OperationCanceledException)
        {
            return Fail(error, "stopped");
        }
        catch (Exception exception)
        {
            return Fail(error, Message(exception));
        }
    }

    /// <summary>The program with all its commands and options.</summary>
    internal static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand("Trains networks that read handwritten digits, and asks them.")
        {
            TrainCommand.Create(surroundings),
            EvaluateCommand.Create(surroundings),
            PredictCommand.Create(surroundings),
            SummaryCommand.Create(surroundings),
            ShowCommand.Create(surroundings),
            DataCommand.Create(surroundings),
            CompletionCommand.Create(surroundings),
            ReportCommand.Create(surroundings),
        };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!, surroundings.Width);
        foreach (VersionOption version in root.Options.OfType<VersionOption>())
            version.Action = new VersionText();
        return root;
    }

    private static InvocationConfiguration Invocation(TextWriter output, TextWriter error) =>
        new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    private static int ReportUsage(RootCommand root, ParseResult parsed, TextWriter error)
    {
        foreach (ParseError mistake in parsed.Errors)
            error.WriteLine($"digits: {mistake.Message}");
        error.WriteLine();
        root.Parse([.. Path(parsed.CommandResult), "--help"]).Invoke(Invocation(error, error));
        return ExitCode.WrongUsage;
    }

    // The names of the commands that were recognized, without the program's own.
    private static IEnumerable<string> Path(CommandResult command) =>
        command.Parent is CommandResult parent ? [.. Path(parent), command.Command.Name] : [];

    private static int Fail(TextWriter error, string message)
    {
        error.WriteLine($"digits: {message}");
        return ExitCode.Failure;
    }

    // Messages of files, shapes and arguments are written for users; of anything else the kind is worth knowing.
    private static string Message(Exception exception) => exception switch
    {
        IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or NotSupportedException
            or OutOfMemoryException => exception.Message,
        _ => $"unexpected {exception.GetType().Name}: {exception.Message}",
    };
}
