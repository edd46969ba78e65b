using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Cpu.Kernels;

/// <summary>Takes pixels from places between an image's own, eight at a time.</summary>
internal readonly unsafe struct PixelSampler(int height, int width, int channels, Interpolation interpolation, FillMode mode, float fillValue)
{
    private readonly Neighbours _neighbours = new(height, width, channels, mode);

    /// <summary>Writes the pixels, all channels, one behind the other.</summary>
    /// <param name="image">The image.</param>
    /// <param name="x">Columns of the places.</param>
    /// <param name="y">Rows of the places.</param>
    /// <param name="result">Where the first pixel goes.</param>
    /// <param name="count">How many of the eight there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(float* image, Vector256<float> x, Vector256<float> y, float* result, int count)
    {
        if (interpolation == Interpolation.Nearest)
            TakeNearest(image, x, y, result, count);
        else
            TakeFour(image, x, y, result, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeNearest(float* image, Vector256<float> x, Vector256<float> y, float* result, int count)
    {
        Vector256<int> pixel = _neighbours.Nearest(x, y, out Vector256<float> outside);
        for (int c = 0; c < channels; c++)
            Store(result + c, Vector256.ConditionalSelect(outside, Vector256.Create(fillValue), Gather(image + c, pixel)), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeFour(float* image, Vector256<float> x, Vector256<float> y, float* result, int count)
    {
        Corners corners = _neighbours.Around(x, y, out CornerShares shares);
        Vector256<float> outside = shares.Outside * Vector256.Create(fillValue);
        for (int c = 0; c < channels; c++)
        {
            float* plane = image + c;
            Vector256<float> upper = (shares.TopLeft * Gather(plane, corners.TopLeft)) + (shares.TopRight * Gather(plane, corners.TopRight));
            Vector256<float> lower = (shares.BottomLeft * Gather(plane, corners.BottomLeft)) + (shares.BottomRight * Gather(plane, corners.BottomRight));
            Store(result + c, upper + lower + outside, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gather(float* x, Vector256<int> at) => Avx2.IsSupported
        ? Avx2.GatherVector256(x, at, sizeof(float))
        : Vector256.Create(x[at[0]], x[at[1]], x[at[2]], x[at[3]], x[at[4]], x[at[5]], x[at[6]], x[at[7]]);

    // One channel of the pixels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(float* result, Vector256<float> pixels, int count)
    {
        if (channels == 1 && count == Vector256<float>.Count)
        {
            pixels.Store(result);
            return;
        }
        float* lanes = stackalloc float[Vector256<float>.Count];
        pixels.Store(lanes);
        for (int i = 0; i < count; i++)
            result[(long)i * channels] = lanes[i];
    }
}
