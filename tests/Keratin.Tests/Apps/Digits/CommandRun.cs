using Digits;

namespace Keratin.Tests.Apps.Digits;

// The program run inside the test, with what it wrote.
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] args) => Of(CancellationToken.None, args);

    public static CommandRun Of(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = DigitsCommand.Run(args, output, error, cancellation);
        return new(code, output.ToString(), error.ToString());
    }
}
