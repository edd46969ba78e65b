using System.Globalization;
using Keratin.Bench;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;

// GFLOP/s of the kernels, and what part of the machine's peak that is.
//   Keratin.Bench [threads=2] [filter=text] [width=128|256|512] [rounds=5]
// Or where the time of a training step goes:
//   Keratin.Bench step=mlp|dnn|cnn|cnn-dropout [batch=128] [rounds=200]
string Option(string name, string otherwise) =>
    args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? otherwise;

if (Option("step", "") is { Length: > 0 } network)
{
    StepProfile.Print(
        network, int.Parse(Option("batch", "128"), CultureInfo.InvariantCulture), int.Parse(Option("rounds", "200"), CultureInfo.InvariantCulture));
    return;
}

int threads = int.Parse(Option("threads", "2"), CultureInfo.InvariantCulture);
int rounds = int.Parse(Option("rounds", "5"), CultureInfo.InvariantCulture);
var width = (SimdWidth)int.Parse(Option("width", ((int)Simd.Best).ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
string filter = Option("filter", "");

using var team = new ThreadTeam(threads);
var fma = new FmaPeakKernel(threads);
var peak = new Measurement("FMA peak", fma, team, fma.Flops, [], threads);
var empty = new Measurement("fork and join", new EmptyKernel(threads), team, 0, [], 1);
Measurement[] all = [.. Suite.Create(team, width).Where(m => m.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];

for (int round = 0; round < rounds; round++)
{
    peak.Round(0.1);
    empty.Round(0.05);
    foreach (Measurement measurement in all)
        measurement.Round(0.1);
}

string best = $"FMA peak {peak.GigaFlops:F0} GFLOP/s (fastest tenth {peak.FastGigaFlops:F0})";
Console.WriteLine($"{threads} threads, {(int)width} bits, {best}, fork and join {empty.Seconds * 1e6:F2} µs");
foreach (Measurement m in all)
{
    string median = $"{m.GigaFlops,7:F1} GFLOP/s {m.GigaFlops / peak.GigaFlops,5:P0} {m.Seconds * 1e6,9:F1} µs";
    Console.WriteLine($"{m.Name,-46} {median}   fastest tenth {m.FastGigaFlops,7:F1} {m.FastGigaFlops / peak.FastGigaFlops,5:P0}");
}
