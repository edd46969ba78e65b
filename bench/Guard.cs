using Keratin.Bench.Cases;
using Keratin.Bench.Measuring;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench;

/// <summary>For CI: whether a few kernels still reach their share of the peak that is measured beside them. Never an absolute time.</summary>
/// <remarks>
/// The fastest tenth of the runs is judged, on one thread, and a bad result is measured again: whoever else works on the machine can only
/// make it slower. The shares lie about 0.9 with 512 bits and with 256; the limit is half of that, which only a blunder falls below.
/// </remarks>
internal static class Guard
{
    private const double Limit = 0.45;
    private const double Turn = 0.02;
    private const int Rounds = 20;
    private const int Attempts = 3;

    private static IEnumerable<KernelCase> Cases =>
    [
        MatMulCases.Create("guard", 128, 784, 512),
        MatMulCases.Create("guard", 128, 512, 784, transposeY: true),
        ConvolutionCases.Forward("guard", new ConvolutionShape(32, 12, 32, 5, 64)),
        ConvolutionCases.KernelGradient("guard", new ConvolutionShape(32, 12, 32, 5, 64)),
    ];

    /// <summary>Prints the shares.</summary>
    /// <returns>1 if one is grossly too low, else 0.</returns>
    public static int Run()
    {
        using var team = new ThreadTeam(1);
        bool isGood = true;
        foreach (KernelCase one in Cases)
        {
            double share = 0;
            for (int attempt = 0; attempt < Attempts && share < Limit; attempt++)
                share = Math.Max(share, Share(team, one));
            Console.WriteLine($"{(share < Limit ? "BAD" : "ok"),-4} {share,5:P0} of the FMA peak (at least {Limit:P0})  {one.Name}");
            isGood &= share >= Limit;
        }
        return isGood ? 0 : 1;
    }

    private static double Share(ThreadTeam team, KernelCase one)
    {
        using var peak = new FmaPeak(team);
        using IRepeatable kernel = one.Create(team, Simd.Best);
        Measurement measurement = new Measurement(kernel.Run).WarmUp();
        for (int round = 0; round < Rounds; round++)
        {
            peak.Round(Turn);
            measurement.Round(Turn);
        }
        return one.Flops / measurement.FastSeconds / 1e9 / peak.FastGigaFlops;
    }
}
