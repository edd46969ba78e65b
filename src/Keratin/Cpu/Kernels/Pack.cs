using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Cpu.Kernels;

/// <summary>Copies a panel of B into the form tiles read: rows one after the other, padded with zeros to the tile's width.</summary>
internal static unsafe class Pack
{
    /// <summary>Floats of a line of the cache.</summary>
    public const int FloatsOfLine = 16;

    /// <summary><c>target[p, j] = source[p, j]</c> for j below <paramref name="width"/>, zeros up to <paramref name="padded"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(float* source, nint stride, int rows, int width, float* target, int padded)
    {
        for (int p = 0; p < rows; p++, source += stride, target += padded)
        {
            int j = 0;
            for (; j + 8 <= width; j += 8)
                Vector256.Load(source + j).Store(target + j);
            for (; Avx.IsSupported && j + 8 <= padded; j += 8)
                Lanes256.LoadPartial(source + j, Math.Max(width - j, 0)).Store(target + j);
            for (; j < width; j++)
                target[j] = source[j];
            for (; j < padded; j++)
                target[j] = 0;
        }
    }

    /// <summary><c>target[p, j] = source[j, p]</c> for j below <paramref name="width"/>, zeros up to <paramref name="padded"/>.</summary>
    /// <remarks>Along the rows of the source, which lie far apart: a line that was called into the cache is read to its end.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed(float* source, nint stride, int rows, int width, float* target, int padded)
    {
        int j = 0;
        for (; Avx.IsSupported && j + 8 <= width; j += 8)
        {
            int p = 0;
            for (; p + 8 <= rows; p += 8)
                Transpose8(source + j * stride + p, stride, target + (nint)p * padded + j, padded);
            for (; p < rows; p++)
                for (int i = j; i < j + 8; i++)
                    target[(nint)p * padded + i] = source[i * stride + p];
        }
        for (; j < width; j++)
            for (int p = 0; p < rows; p++)
                target[(nint)p * padded + j] = source[j * stride + p];
        for (; j < padded; j++)
            for (int p = 0; p < rows; p++)
                target[(nint)p * padded + j] = 0;
    }

    /// <summary><c>target[p, j] = source[j, p]</c> for p below <paramref name="rows"/> and j below <paramref name="width"/>.</summary>
    /// <remarks>Along the rows of the target, which lie far apart: a line is written to its end before it leaves the cache.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(float* source, nint stride, int rows, int width, float* target, nint targetStride)
    {
        int p = 0;
        for (; Avx.IsSupported && p + 8 <= rows; p += 8)
        {
            int j = 0;
            for (; j + 8 <= width; j += 8)
                Transpose8(source + j * stride + p, stride, target + p * targetStride + j, targetStride);
            for (; j < width; j++)
                for (int i = p; i < p + 8; i++)
                    target[i * targetStride + j] = source[j * stride + i];
        }
        for (; p < rows; p++)
            for (int j = 0; j < width; j++)
                target[p * targetStride + j] = source[j * stride + p];
    }

    /// <summary>Planes to pixels: <c>target[p, c] = planes[c, p]</c>, dense.</summary>
    /// <remarks>
    /// Up to seven channels are moved as if they were eight: what is too much of a pixel, the next one overwrites. Behind the last channel
    /// there must be memory for planes that are not there.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(float* planes, nint stride, int pixels, int channels, float* target)
    {
        int p = 0;
        for (; Avx.IsSupported && channels < 8 && p + 16 <= pixels; p += 8)
            Transpose8(planes + p, stride, target + (nint)p * channels, channels);
        Turn(planes + p, stride, pixels - p, channels, target + (nint)p * channels, channels);
    }

    /// <summary>Calls rows of a matrix into the second-level cache, as the hardware does not foresee what lies in another page.</summary>
    public static void Prefetch(float* source, nint stride, int rows, int width)
    {
        if (!Sse.IsSupported)
            return;
        for (int p = 0; p < rows; p++, source += stride)
            for (int j = 0; j < width; j += FloatsOfLine)
                Sse.Prefetch1(source + j);
    }

    // Eight rows of eight: pairs of floats are interleaved, then pairs of pairs, then halves of registers change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* s, nint stride, float* t, nint targetStride)
    {
        Vector256<float> r0 = Vector256.Load(s), r1 = Vector256.Load(s + stride);
        Vector256<float> r2 = Vector256.Load(s + 2 * stride), r3 = Vector256.Load(s + 3 * stride);
        Vector256<float> r4 = Vector256.Load(s + 4 * stride), r5 = Vector256.Load(s + 5 * stride);
        Vector256<float> r6 = Vector256.Load(s + 6 * stride), r7 = Vector256.Load(s + 7 * stride);

        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        Vector256<float> low45 = Avx.UnpackLow(r4, r5), high45 = Avx.UnpackHigh(r4, r5);
        Vector256<float> low67 = Avx.UnpackLow(r6, r7), high67 = Avx.UnpackHigh(r6, r7);

        Vector256<float> left0 = Avx.Shuffle(low01, low23, 0x44), right0 = Avx.Shuffle(low45, low67, 0x44);
        Vector256<float> left1 = Avx.Shuffle(low01, low23, 0xEE), right1 = Avx.Shuffle(low45, low67, 0xEE);
        Vector256<float> left2 = Avx.Shuffle(high01, high23, 0x44), right2 = Avx.Shuffle(high45, high67, 0x44);
        Vector256<float> left3 = Avx.Shuffle(high01, high23, 0xEE), right3 = Avx.Shuffle(high45, high67, 0xEE);

        // In ascending order: Interleave lets each row be overlapped by the next.
        Avx.Permute2x128(left0, right0, 0x20).Store(t);
        Avx.Permute2x128(left1, right1, 0x20).Store(t + targetStride);
        Avx.Permute2x128(left2, right2, 0x20).Store(t + 2 * targetStride);
        Avx.Permute2x128(left3, right3, 0x20).Store(t + 3 * targetStride);
        Avx.Permute2x128(left0, right0, 0x31).Store(t + 4 * targetStride);
        Avx.Permute2x128(left1, right1, 0x31).Store(t + 5 * targetStride);
        Avx.Permute2x128(left2, right2, 0x31).Store(t + 6 * targetStride);
        Avx.Permute2x128(left3, right3, 0x31).Store(t + 7 * targetStride);
    }
}
