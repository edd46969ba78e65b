using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Models;

/// <summary>What runs the models. The one place that names a backend.</summary>
public static class Backend
{
    internal static IBackend Current => CpuBackend.Instance;

    /// <summary>Makes a plan of what was traced, after the passes.</summary>
    internal static IPlan Plan(TracedGraph graph) => Current.Plan(Passes.Apply(graph));

    /// <summary>Threads that work on a step; by default one a processor. Results do not depend on it, not even in their last bit.</summary>
    public static int Threads
    {
        get => CpuBackend.Threads;
        set => CpuBackend.Threads = value;
    }

    /// <summary>The widest vector instructions that kernels use here: <c>AVX-512</c>, <c>AVX2</c>, <c>128 bits</c> or <c>none</c>. Machines that differ in it
    /// may differ in last bits.</summary>
    public static string Simd => CpuBackend.Simd;
}
