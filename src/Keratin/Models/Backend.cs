using Keratin.Cpu;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>What runs the models. The one place that names a backend.</summary>
public static class Backend
{
    internal static IBackend Current => CpuBackend.Instance;

    /// <summary>Threads that work on a step; by default one a processor. Results do not depend on it, not even in their last bit.</summary>
    public static int Threads
    {
        get => CpuBackend.Threads;
        set => CpuBackend.Threads = value;
    }
}
