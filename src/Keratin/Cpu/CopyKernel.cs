using Keratin.Cpu.Kernels;

namespace Keratin.Cpu;

/// <summary>Copies numbers: what comes from memory comes faster to several threads, and lies in the cache of the one that will use it.</summary>
internal sealed unsafe class CopyKernel : Kernel
{
    private const long LengthOfTask = 16 * 1024;

    private long _length;

    /// <summary>Says how many floats the next run copies.</summary>
    public void Set(long length) => _length = length;

    public override int Tasks(int phase) => (int)((_length + LengthOfTask - 1) / LengthOfTask);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        long first = task * LengthOfTask;
        int count = (int)Math.Min(LengthOfTask, _length - first);
        new ReadOnlySpan<float>(arguments.Inputs[0] + first, count).CopyTo(new Span<float>(arguments.Outputs[0] + first, count));
    }
}
