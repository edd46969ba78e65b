using System.Diagnostics;
using Digits;

namespace Keratin.Tests.Apps.Digits;

// The program as users start it: a process of its own.
internal static class DigitsProcess
{
    private const int PatienceMilliseconds = 60_000;

    public static Process Start(string folder, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string arg in (string[])["exec", typeof(DigitsCommand).Assembly.Location, .. args])
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    public static CommandRun Run(string folder, params string[] args)
    {
        using Process process = Start(folder, args);
        return Finish(process);
    }

    public static CommandRun Finish(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(PatienceMilliseconds))
        {
            process.Kill();
            Assert.Fail($"digits did not end within {PatienceMilliseconds / 1000} s.");
        }
        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
