using System.ComponentModel;
using System.Diagnostics;

namespace Keratin.Tests.Saving.Hdf5;

/// <summary>Runs scripts with the system's Python, whose h5py is the C library's word on what a file says.</summary>
internal static class H5py
{
    // The distribution's own, where its packages are; the first "python3" of the path may be another.
    private const string Interpreter = "/usr/bin/python3";

    private static readonly Lazy<bool> s_isHere = new(() => File.Exists(Interpreter) && Start("import h5py", []).ExitCode == 0);

    /// <summary>Whether h5py can be used.</summary>
    public static bool IsHere => s_isHere.Value;

    /// <summary>What a script prints. The arguments are its <c>sys.argv[1:]</c>.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, error) = Start(script, arguments);
        Assert.True(exitCode == 0, $"The script ended with {exitCode}:\n{error}");
        return output;
    }

    private static (int ExitCode, string Output, string Error) Start(string script, string[] arguments)
    {
        try
        {
            var info = new ProcessStartInfo(Interpreter, ["-", .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(info)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(script);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception refused)
        {
            return (-1, "", refused.Message);
        }
    }
}
