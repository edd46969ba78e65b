using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Models;

namespace Keratin.Tests;

/// <summary>Tests that change <see cref="CpuBackend.Threads"/> run one after the other.</summary>
[CollectionDefinition(nameof(CpuBackend.Threads), DisableParallelization = true)]
public class OneAfterTheOther;

internal static class Threads
{
    /// <summary>The same bits, run twice, on one, two and four threads.</summary>
    public static void AssertSameBits(TracedGraph graph, float[][] inputs)
    {
        int before = CpuBackend.Threads;
        try
        {
            float[][]? expected = null;
            foreach (int threads in (int[])[1, 2, 4])
            {
                CpuBackend.Threads = threads;
                using IExecution execution = Backend.Plan(graph).Rent();
                for (int run = 0; run < 2; run++)
                {
                    float[][] got = Engine.Run(execution, graph, inputs);
                    expected ??= got;
                    for (int i = 0; i < got.Length; i++)
                        Assert.True(Bits(expected[i]).SequenceEqual(Bits(got[i])), $"Output {i} differs on {threads} threads, run {run}.");
                }
            }
        }
        finally
        {
            CpuBackend.Threads = before;
        }
    }

    private static ReadOnlySpan<int> Bits(float[] values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values);
}
