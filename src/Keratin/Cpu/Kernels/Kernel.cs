namespace Keratin.Cpu.Kernels;

/// <summary>One step of a plan, made once for its shapes and run at every batch. It owns no memory and allocates none.</summary>
/// <remarks>
/// The work is cut into phases with a barrier between them, and each phase into tasks that write disjoint memory. How many there
/// are follows from the shapes alone, never from the number of threads: that is why the bits are the same on 1 thread or 64.
/// </remarks>
internal abstract unsafe class Kernel
{
    /// <summary>Phases, run one after the other.</summary>
    public virtual int Phases => 1;

    /// <summary>Floats of memory that the tasks share from phase to phase; what it holds before the first phase is undefined.</summary>
    public virtual long Workspace => 0;

    /// <summary>Floats of memory that each worker needs to itself while it runs one task; undefined at the start of a task.</summary>
    public virtual int Scratch => 0;

    /// <summary>Whether an output may lie in the memory of an input: all of an element's numbers are read before one is written.</summary>
    public virtual bool CanShare(int input) => false;

    /// <summary>Says that an output lies in the memory of an input.</summary>
    public virtual void Share(int result, int input)
    {
    }

    /// <summary>Whether nothing beyond an input's numbers is read, not even to be thrown away: then they may lie in memory of the caller's.</summary>
    public virtual bool ReadsWithin(int input) => false;

    /// <summary>Number of independent tasks of a phase.</summary>
    public abstract int Tasks(int phase);

    /// <summary>Runs one task.</summary>
    public abstract void Run(int phase, int task, in KernelArguments arguments);
}

/// <summary>Where a kernel's numbers lie. All pointers are 64-byte aligned, but for inputs that <see cref="Kernel.ReadsWithin"/>.</summary>
/// <param name="inputs">One pointer for each input, in the op's order.</param>
/// <param name="outputs">One pointer for each output.</param>
/// <param name="workspace">As many floats as <see cref="Kernel.Workspace"/> asks for.</param>
/// <param name="scratch">As many floats as <see cref="Kernel.Scratch"/> asks for, the running worker's own.</param>
internal readonly unsafe struct KernelArguments(float** inputs, float** outputs, float* workspace, float* scratch)
{
    public readonly float** Inputs = inputs;
    public readonly float** Outputs = outputs;
    public readonly float* Workspace = workspace;
    public readonly float* Scratch = scratch;
}
