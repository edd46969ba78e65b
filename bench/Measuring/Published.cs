using System.ComponentModel;
using System.Diagnostics;
using Keratin.Bench.Reporting;

namespace Keratin.Bench.Measuring;

/// <summary>Programs of this repository as <c>dotnet publish</c> makes them: compiled ahead for this machine's system.</summary>
internal static class Published
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Publishes a program beside what is built, so that what runs now stays as it is.</summary>
    /// <param name="project">Its folder in the repository.</param>
    /// <param name="program">The file to start.</param>
    /// <param name="table">Is told why, where it cannot be had: the compiler is a package that has to be downloaded once.</param>
    /// <returns>The path of the program, or null.</returns>
    public static string? Find(string project, string program, Table table)
    {
        Report.Progress($"publishing {project}");
        string folder = Path.Combine(Repository.Artifacts, "published"), output = Path.Combine(folder, Path.GetFileName(project));
        // In one process, as what servers and other nodes use would count as somebody else's load.
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, project), "-c", "Release", "-o", output, "--artifacts-path", folder, "--disable-build-servers", "-m:1",
            "--nologo", "-v", "quiet",
        ];
        if (Refusal(arguments) is not { } refusal)
            return Path.Combine(output, program);
        table.Note($"not measured compiled ahead: dotnet publish {project} fails: {refusal}");
        return null;
    }

    // Null where it works.
    private static string? Refusal(string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                return $"it takes more than {s_patience.TotalMinutes} minutes";
            }
            return process.ExitCode == 0 ? null : (output.Result + errors.Result).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("no message").Trim();
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }
    }
}
