namespace Keratin.Cpu.Kernels;

/// <summary>An optimizer's step on one weight, element by element in one pass over memory; results may lie over what they replace.</summary>
internal abstract unsafe class UpdateKernel(long length, int tensors) : Kernel
{
    private const int TaskElements = 16 * 1024;

    public override int Tasks(int phase) => (int)((length + TaskElements - 1) / TaskElements);

    // The inputs after the tensors are numbers, which all elements read.
    public override bool CanShare(int input) => input < tensors;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        long start = (long)task * TaskElements;
        Update(start, (int)Math.Min(TaskElements, length - start), in arguments);
    }

    /// <summary>Updates elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1.</summary>
    protected abstract void Update(long start, int count, in KernelArguments arguments);
}
