using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Binary search of each value in a sorted sequence: how many of its numbers are smaller, or at most equal.</summary>
internal sealed unsafe class SearchSortedKernel(int length, int count, bool right) : Kernel
{
    private const int PerTask = 4096;

    public override int Tasks(int phase) => (count + PerTask - 1) / PerTask;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        float* sequence = arguments.Inputs[0], values = arguments.Inputs[1], y = arguments.Outputs[0];
        for (int i = task * PerTask; i < Math.Min(count, (task + 1) * PerTask); i++)
            y[i] = Find(sequence, values[i]);
    }

    // A comparison with NaN is false, so a NaN stands before everything.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(float* sequence, float value)
    {
        int low = 0, high = length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool isBefore = right ? sequence[middle] <= value : sequence[middle] < value;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
