using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using Keratin.Models;

namespace Digits;

/// <summary><c>digits --version</c>: the version, and what results and speed depend on.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <summary>Version of the program, with the commit it was built from where that is known.</summary>
    public static string Version { get; } =
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    // A request for the version is honoured whatever else is wrong.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(Version);
        output.WriteLine($"runtime  {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        output.WriteLine($"SIMD     {Backend.Simd}{Bits(Backend.Simd)}");
        output.WriteLine($"threads  {Backend.Threads}");
        return ExitCode.Success;
    }

    // Of the narrowest the name is the width.
    private static string Bits(string simd) => simd switch
    {
        "AVX-512" => ", 512 bits",
        "AVX2" => ", 256 bits",
        _ => "",
    };
}
