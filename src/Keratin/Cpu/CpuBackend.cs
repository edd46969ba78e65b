using System.Runtime.Intrinsics;
using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Runs graphs on the CPU: a plan, kernels on a team of threads. The passes have been made before.</summary>
internal sealed class CpuBackend : IBackend
{
    private static readonly Lock s_lock = new();

    // One for each number of threads that was ever asked for: a team that is not used sleeps, and an old one may still be at work.
    private static readonly Dictionary<int, ThreadTeam> s_teams = [];

    private static volatile ThreadTeam? s_team;

    /// <summary>The backend; it has no state but the teams of threads.</summary>
    public static CpuBackend Instance { get; } = new();

    /// <summary>Threads that work on a kernel. The results do not depend on it.</summary>
    public static int Threads
    {
        get => Team.Threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_team = TeamOf(value);
        }
    }

    /// <summary>The team in use; at first one thread a processor.</summary>
    public static ThreadTeam Team => s_team ??= TeamOf(Environment.ProcessorCount);

    /// <summary>The widest vector instructions in use.</summary>
    public static string Simd => Kernels.Simd.Best switch
    {
        SimdWidth.Bits512 => "AVX-512",
        SimdWidth.Bits256 => "AVX2",
        _ => Vector128.IsHardwareAccelerated ? "128 bits" : "none",
    };

    private static ThreadTeam TeamOf(int threads)
    {
        lock (s_lock)
        {
            if (!s_teams.TryGetValue(threads, out ThreadTeam? team))
                s_teams[threads] = team = new ThreadTeam(threads);
            return team;
        }
    }

    public IPlan Plan(TracedGraph graph) => new Planner(graph).Plan();
}
