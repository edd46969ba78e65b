using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Runs graphs on the CPU: a plan, kernels on a team of threads. The passes have been made before.</summary>
internal sealed class CpuBackend : IBackend
{
    private static readonly Lock s_lock = new();
    private static ThreadTeam? s_team;

    /// <summary>The backend; it has no state but the team of threads.</summary>
    public static CpuBackend Instance { get; } = new();

    /// <summary>Threads that work on a kernel. The results do not depend on it.</summary>
    public static int Threads
    {
        get => Team.Threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (s_lock)
            {
                if (s_team?.Threads == value)
                    return;
                // The old team may still be at work for another thread; it parks when it is done and costs nothing then.
                s_team = new ThreadTeam(value);
            }
        }
    }

    /// <summary>The team in use, made at the first call with one thread a processor.</summary>
    public static ThreadTeam Team
    {
        get
        {
            if (s_team is { } team)
                return team;
            lock (s_lock)
                return s_team ??= new ThreadTeam(Environment.ProcessorCount);
        }
    }

    public IPlan Plan(TracedGraph graph) => new Planner(graph).Plan();
}
