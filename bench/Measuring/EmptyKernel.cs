using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Measuring;

/// <summary>Tasks that do nothing: what it costs to call the team together.</summary>
internal sealed class EmptyKernel(int tasks) : Kernel
{
    private readonly int _tasks = tasks;

    public override int Tasks(int phase) => _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
    }
}
