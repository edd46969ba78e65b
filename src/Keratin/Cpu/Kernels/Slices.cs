using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Adds up partial sums that tasks have left in the workspace, always in the order of the slices.</summary>
internal static unsafe class Slices
{
    /// <summary><c>target[i] = ((s₀[i] + s₁[i]) + s₂[i]) + …</c>, slices <paramref name="stride"/> floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* slices, nint stride, int count, float* target, nint length)
    {
        nint i = 0;
        for (; i + 16 <= length; i += 16)
        {
            Vector256<float> left = Vector256.Load(slices + i), right = Vector256.Load(slices + i + 8);
            for (int s = 1; s < count; s++)
            {
                left += Vector256.Load(slices + s * stride + i);
                right += Vector256.Load(slices + s * stride + i + 8);
            }
            left.Store(target + i);
            right.Store(target + i + 8);
        }
        for (; i < length; i++)
        {
            float sum = slices[i];
            for (int s = 1; s < count; s++)
                sum += slices[s * stride + i];
            target[i] = sum;
        }
    }
}
