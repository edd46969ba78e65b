using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

/// <summary>Runs a kernel with a fence around every buffer, its memory full of NaN beforehand.</summary>
internal static unsafe class KernelRunner
{
    public static ThreadTeam[] Teams { get; } = [new(1), new(2), new(3), new(4)];

    public static float[] Run(Kernel kernel, int outputLength, params float[][] inputs) => Run(Teams[0], kernel, outputLength, inputs);

    public static float[] Run(ThreadTeam team, Kernel kernel, int outputLength, params float[][] inputs) =>
        RunAll(team, kernel, [outputLength], inputs)[0];

    /// <summary>All results of a kernel that has several.</summary>
    public static float[][] RunAll(ThreadTeam team, Kernel kernel, int[] outputLengths, params float[][] inputs)
    {
        long stride = (kernel.Scratch + 15) / 16 * 16 + 16;
        GuardedMemory[] given = [.. inputs.Select(values => new GuardedMemory(values))];
        GuardedMemory[] results = [.. outputLengths.Select(length => new GuardedMemory(length))];
        using var workspace = new GuardedMemory(kernel.Workspace);
        using var scratch = new GuardedMemory(stride * team.Threads);

        float** pointers = stackalloc float*[Math.Max(inputs.Length, 1)];
        for (int i = 0; i < given.Length; i++)
            pointers[i] = given[i].Pointer;
        float** outputs = stackalloc float*[results.Length];
        for (int i = 0; i < results.Length; i++)
            outputs[i] = results[i].Pointer;
        team.Run(kernel, pointers, outputs, workspace.Pointer, scratch.Pointer, stride);

        foreach (GuardedMemory memory in (GuardedMemory[])[.. given, .. results, workspace, scratch])
            memory.AssertFencesAreWhole();
        for (int i = 0; i < given.Length; i++)
        {
            Assert.True(given[i].Span.SequenceEqual(inputs[i]), "A kernel has written to its input.");
            given[i].Dispose();
        }
        float[][] values = [.. results.Select(result => result.Span.ToArray())];
        foreach (GuardedMemory result in results)
            result.Dispose();
        return values;
    }

    /// <summary>The same bits from every team, twice.</summary>
    public static void AssertSameBitsFromAnyTeam(Kernel kernel, int outputLength, params float[][] inputs)
    {
        float[] expected = Run(kernel, outputLength, inputs);
        foreach (ThreadTeam team in (ThreadTeam[])[.. Teams, .. Teams])
        {
            float[] got = Run(team, kernel, outputLength, inputs);
            Assert.True(expected.AsSpan().SequenceEqual(got), $"{team.Threads} threads give other bits.");
        }
    }

    /// <summary>Numbers from -1 to 1.</summary>
    public static float[] Random(int length, int seed)
    {
        uint state = (uint)seed * 2654435761u + 12345;
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            state = state * 1664525 + 1013904223;
            values[i] = (state >> 8) / (float)(1 << 23) - 1;
        }
        return values;
    }

    // A sum of n random products up to 1 grows like √n, and so do n roundings relative to it: n · 2⁻²⁴ in all covers it amply.
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> got, long products, string what)
    {
        double tolerance = 1e-6 + 4e-7 * Math.Sqrt(products) + products / (double)(1 << 24);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - got[i]) <= tolerance))
                Assert.Fail($"{what}: element {i} is {got[i]}, expected {expected[i]} ± {tolerance}.");
        }
    }
}
