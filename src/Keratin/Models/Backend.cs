using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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

    // Lower floors know no backend: they are told here, at no cost but a delegate.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "There is no other moment before a schedule can be asked for its value.")]
    internal static void Announce() => Planning.Use(Plan);

    /// <summary>Threads that work on a step; by default one a processor. Results do not depend on it, not even in their last bit.</summary>
    public static int Threads
    {
        get => CpuBackend.Threads;
        set => CpuBackend.Threads = value;
    }

    /// <summary>The vector instructions that run the models and their width, for example <c>AVX-512, 512 bits</c>; <c>none</c> where there are none.</summary>
    public static string Simd => CpuBackend.Simd;
}
