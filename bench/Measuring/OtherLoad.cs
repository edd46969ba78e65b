using System.Globalization;
using Keratin.Bench.Peers;

namespace Keratin.Bench.Measuring;

/// <summary>What part of the machine other programs used meanwhile: the grain of salt that the figures need.</summary>
internal sealed class OtherLoad
{
    private const string Everybody = "/proc/stat";
    private const string Self = "/proc/self/stat";
    private const double TicksPerSecond = 100;

    private (double Busy, double All, double Own) _begin = Read();

    /// <summary>Part of all cores since the last call; null where the system does not tell.</summary>
    public double? Take()
    {
        var (begin, end) = (_begin, Read());
        _begin = end;
        double all = end.All - begin.All;
        return all > 0 ? Math.Clamp((end.Busy - begin.Busy - (end.Own - begin.Own)) / all, 0, 1) : null;
    }

    // Seconds of processor time: of everybody, of everybody with idling, of this program with its peers.
    private static (double Busy, double All, double Own) Read()
    {
        if (!File.Exists(Everybody))
            return default;
        // user, nice, system, idle, waiting for disks, interrupts, soft interrupts, stolen by other machines
        double[] ticks = [.. Numbers(File.ReadLines(Everybody).First()).Take(8)];
        double all = ticks.Sum(), idle = ticks[3] + ticks[4];
        // Behind the name and the state: user and system time are the 11th and 12th, those of children that have ended follow.
        string self = File.ReadAllText(Self);
        double own = Numbers(self[(self.LastIndexOf(')') + 3)..]).Skip(10).Take(4).Sum();
        return ((all - idle) / TicksPerSecond, all / TicksPerSecond, (own / TicksPerSecond) + Peer.ProcessorTime.TotalSeconds);
    }

    private static IEnumerable<double> Numbers(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => char.IsAsciiDigit(word[^1]) && !word.StartsWith("cpu", StringComparison.Ordinal))
        .Select(word => double.Parse(word, CultureInfo.InvariantCulture));
}
