using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Keratin.Models;

namespace Keratin.Visualization.Reporting;

/// <summary>Versions and machine: what the last bits of a training, or its time, may depend on.</summary>
internal static class RunEnvironment
{
    public static IReadOnlyList<(string Name, string Value)> Current() =>
    [
        ("Keratin", typeof(Model).Assembly.GetName().Version?.ToString(3) ?? "?"),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
        ("processor", Processor()),
        ("SIMD", Backend.Simd),
        ("threads", Backend.Threads.ToString(CultureInfo.InvariantCulture)),
    ];

    // x64 processors say their name themselves, in three leaves of sixteen letters.
    private static string Processor()
    {
        const uint Extended = 0x80000000, First = 0x80000002, Last = 0x80000004;
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)Extended), 0).Eax < Last)
            return System.Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
        Span<int> words = stackalloc int[12];
        for (uint leaf = First; leaf <= Last; leaf++)
        {
            var (a, b, c, d) = X86Base.CpuId(unchecked((int)leaf), 0);
            int at = (int)(leaf - First) * 4;
            (words[at], words[at + 1], words[at + 2], words[at + 3]) = (a, b, c, d);
        }
        string name = Encoding.ASCII.GetString(MemoryMarshal.AsBytes(words)).TrimEnd('\0');
        return string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
