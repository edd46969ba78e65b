using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Steps over one arena. Immutable: executions, each with an arena of its own, run it side by side.</summary>
internal sealed class CpuPlan : IPlan
{
    /// <summary>Floats of a batch, at most, that are kept twice, so that the next may be prepared: 64 MB.</summary>
    public const long MostAhead = 16 << 20;

    private readonly Stack<CpuExecution> _idle = [];
    private readonly Lock _lock = new();

    public CpuPlan(
        IReadOnlyList<PlanStep> steps, IReadOnlyList<PlanBuffer> inputs, IReadOnlyList<PlanBuffer> outputs, IReadOnlyList<PlanBuffer> constants, long length)
    {
        (Steps, Inputs, Outputs, Constants, Length) = (steps, inputs, outputs, constants, length);
        Ahead = [.. inputs.Concat(steps.Where(step => step.IsAhead).SelectMany(step => step.Outputs)).Select(buffer => buffer.Root).Distinct()];
        AheadLength = Ahead.Sum(buffer => MemoryPlanner.Round(buffer.Length));
        foreach (PlanStep step in steps)
        {
            Workspace = Math.Max(Workspace, MemoryPlanner.Round(step.Kernel.Workspace));
            Scratch = Math.Max(Scratch, MemoryPlanner.Round(step.Kernel.Scratch));
        }
    }

    public IReadOnlyList<PlanStep> Steps { get; }

    public IReadOnlyList<PlanBuffer> Inputs { get; }

    public IReadOnlyList<PlanBuffer> Outputs { get; }

    public IReadOnlyList<PlanBuffer> Constants { get; }

    /// <summary>Inputs, and what steps make of them alone: what may be there before a run begins.</summary>
    public IReadOnlyList<PlanBuffer> Ahead { get; }

    /// <summary>Floats of <see cref="Ahead"/>.</summary>
    public long AheadLength { get; }

    /// <summary>Floats of the arena for what flows between steps.</summary>
    public long Length { get; }

    /// <summary>Floats that one step at a time uses as its workspace.</summary>
    public long Workspace { get; }

    /// <summary>Floats that each worker has to itself.</summary>
    public long Scratch { get; }

    public IExecution Rent()
    {
        lock (_lock)
        {
            // Executions for a team that is no longer in use are dropped: their scratch memory is for its number of threads.
            while (_idle.TryPop(out CpuExecution? execution))
            {
                if (execution.Team == CpuBackend.Team)
                    return execution;
                execution.Rest();
            }
        }
        return new CpuExecution(this);
    }

    public void Rest()
    {
        lock (_lock)
        {
            foreach (CpuExecution execution in _idle)
                execution.Rest();
        }
    }

    public void Return(CpuExecution execution)
    {
        lock (_lock)
            _idle.Push(execution);
    }
}
