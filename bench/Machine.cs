using System.Globalization;
using System.Runtime.InteropServices;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Processor { get; } = ReadProcessor();

    /// <summary>One line each.</summary>
    public static IReadOnlyDictionary<string, string> Describe(int threads) => new Dictionary<string, string>
    {
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        ["processor"] = $"{Processor}, {Environment.ProcessorCount} cores, L2 {Size(CacheBytes(2))}, L3 {Size(CacheBytes(3))}",
        ["system"] = RuntimeInformation.OSDescription,
        [".NET"] = RuntimeInformation.FrameworkDescription,
        ["registers"] = $"{(int)Simd.Best} bits",
        ["threads"] = $"{threads}",
    };

    /// <summary>Of one cache of that level as the system tells it; a usual size where it does not.</summary>
    public static long CacheBytes(int level)
    {
        for (int index = 0; index < 8; index++)
        {
            string folder = $"/sys/devices/system/cpu/cpu0/cache/index{index}/";
            if (!File.Exists(folder + "size") || File.ReadAllText(folder + "level").Trim() != $"{level}")
                continue;
            string size = File.ReadAllText(folder + "size").Trim();
            if (size.EndsWith('K') && long.TryParse(size[..^1], CultureInfo.InvariantCulture, out long kilobytes))
                return kilobytes << 10;
        }
        return level switch { 1 => 32L << 10, 2 => 1L << 20, _ => 32L << 20 };
    }

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";

    private static string ReadProcessor()
    {
        const string Path = "/proc/cpuinfo";
        string? line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"{RuntimeInformation.ProcessArchitecture}";
    }
}
