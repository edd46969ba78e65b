namespace Keratin.Cpu.Kernels;

/// <summary>A kernel whose element <c>i</c> follows from the seed, the counter and <c>i</c>: it draws the words, who derives from it uses them.</summary>
/// <param name="length">Number of elements.</param>
/// <param name="seed">The op's seed.</param>
/// <param name="use">What the words are for: one of <see cref="RandomUse"/>.</param>
/// <param name="counter">Which input is the counter.</param>
internal abstract unsafe class RandomKernel(long length, long seed, uint use, int counter) : Kernel
{
    private const int TaskElements = 16 * 1024;

    public override int Scratch => PhiloxSegment.Length;

    public override int Tasks(int phase) => (int)((length + TaskElements - 1) / TaskElements);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        long start = (long)task * TaskElements, end = Math.Min(length, start + TaskElements);
        // The counter is a whole number held in a float.
        uint step = (uint)arguments.Inputs[counter][0];
        uint* words = (uint*)arguments.Scratch;
        for (long at = start; at < end; at += PhiloxSegment.Length)
        {
            PhiloxSegment.Fill((ulong)at / 4, step, use, (ulong)seed, words);
            Apply(at, (int)Math.Min(PhiloxSegment.Length, end - at), words, arguments);
        }
    }

    /// <summary>Writes a segment.</summary>
    /// <param name="at">Its first element, a multiple of 64.</param>
    /// <param name="n">How many there are, 64 but for the last.</param>
    /// <param name="words">64 random words.</param>
    /// <param name="arguments">Where the numbers lie.</param>
    protected abstract void Apply(long at, int n, uint* words, in KernelArguments arguments);
}
