using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Cpu.Kernels;

/// <summary>Keeps an element, scaled by <c>1 / (1 - rate)</c>, where its random word is at least <c>rate · 2³²</c>; else 0.</summary>
/// <remarks>
/// Word <c>k</c> of Philox block <c>16·s + j</c> belongs to element <c>64·s + 16·k + j</c>: sixteen blocks side by side then give four whole
/// registers without shuffling, and at any width the mask is the same.
/// </remarks>
internal sealed unsafe class DropoutKernel(long length, DropoutOp op) : Kernel
{
    private const int Segment = 64;
    private const int TaskElements = 16 * 1024;

    private readonly uint _threshold = (uint)Math.Min(uint.MaxValue, op.Rate * 4294967296.0);
    private readonly float _scale = op.Scale;

    public override int Scratch => Segment;

    public override int Tasks(int phase) => (int)((length + TaskElements - 1) / TaskElements);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        long start = (long)task * TaskElements, end = Math.Min(length, start + TaskElements);
        // The counter is a whole number held in a float.
        uint step = (uint)arguments.Inputs[1][0];
        uint* words = (uint*)arguments.Scratch;
        for (long at = start; at < end; at += Segment)
        {
            Words((ulong)at / 4, step, (ulong)op.Seed, words);
            Apply(arguments.Inputs[0] + at, arguments.Outputs[0] + at, words, (int)Math.Min(Segment, end - at));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Apply(float* x, float* y, uint* words, int n)
    {
        int i = 0;
        Vector256<uint> threshold = Vector256.Create(_threshold);
        Vector256<float> scale = Vector256.Create(_scale);
        for (; i + 8 <= n; i += 8)
        {
            Vector256<float> keep = Vector256.GreaterThanOrEqual(Vector256.Load(words + i), threshold).AsSingle();
            ((Vector256.Load(x + i) * scale) & keep).Store(y + i);
        }
        for (; i < n; i++)
            y[i] = words[i] >= _threshold ? x[i] * _scale : 0;
    }

    /// <summary>The 64 words of one segment, blocks <paramref name="block"/> to <paramref name="block"/> + 15.</summary>
    internal static void Words(ulong block, uint step, ulong key, uint* words)
    {
        if (Avx512F.IsSupported)
        {
            Words512(block, step, key, words);
            return;
        }
        if (Avx2.IsSupported)
        {
            Words256(block, step, key, words);
            Words256(block + 8, step, key, words + 8);
            return;
        }
        WordsScalar(block, step, key, words);
    }

    internal static void WordsScalar(ulong block, uint step, ulong key, uint* words)
    {
        for (int j = 0; j < 16; j++)
        {
            ulong counter = block + (ulong)j;
            (words[j], words[16 + j], words[32 + j], words[48 + j]) = Philox.Block((uint)counter, (uint)(counter >> 32), step, 1, key);
        }
    }

    // Lane j holds block j. A lane's 32 × 32-bit product is 64 bits wide, so even and odd lanes are multiplied apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Words512(ulong block, uint step, ulong key, uint* words)
    {
        Vector512<uint> c0 = Vector512.Create((uint)block) + Vector512<uint>.Indices, c1 = Vector512.Create((uint)(block >> 32));
        Vector512<uint> c2 = Vector512.Create(step), c3 = Vector512.Create(1u);
        Vector512<uint> m0 = Vector512.Create(Philox.M0), m1 = Vector512.Create(Philox.M1);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            var (high0, low0) = Product(c0, m0);
            var (high1, low1) = Product(c2, m1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector512.Create(k0), low1, high0 ^ c3 ^ Vector512.Create(k1), low0);
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        c0.Store(words);
        c1.Store(words + 16);
        c2.Store(words + 32);
        c3.Store(words + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> High, Vector512<uint> Low) Product(Vector512<uint> x, Vector512<uint> y)
    {
        Vector512<uint> isOdd = Vector512.Create(0xFFFFFFFF00000000UL).AsUInt32();
        Vector512<ulong> even = Avx512F.Multiply(x, y), odd = Avx512F.Multiply((x.AsUInt64() >> 32).AsUInt32(), y);
        return (Vector512.ConditionalSelect(isOdd, odd.AsUInt32(), (even >> 32).AsUInt32()),
                Vector512.ConditionalSelect(isOdd, (odd << 32).AsUInt32(), even.AsUInt32()));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Words256(ulong block, uint step, ulong key, uint* words)
    {
        Vector256<uint> c0 = Vector256.Create((uint)block) + Vector256<uint>.Indices, c1 = Vector256.Create((uint)(block >> 32));
        Vector256<uint> c2 = Vector256.Create(step), c3 = Vector256.Create(1u);
        Vector256<uint> m0 = Vector256.Create(Philox.M0), m1 = Vector256.Create(Philox.M1);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            var (high0, low0) = Product(c0, m0);
            var (high1, low1) = Product(c2, m1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector256.Create(k0), low1, high0 ^ c3 ^ Vector256.Create(k1), low0);
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        c0.Store(words);
        c1.Store(words + 16);
        c2.Store(words + 32);
        c3.Store(words + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> High, Vector256<uint> Low) Product(Vector256<uint> x, Vector256<uint> y)
    {
        Vector256<uint> isOdd = Vector256.Create(0xFFFFFFFF00000000UL).AsUInt32();
        Vector256<ulong> even = Avx2.Multiply(x, y), odd = Avx2.Multiply((x.AsUInt64() >> 32).AsUInt32(), y);
        return (Vector256.ConditionalSelect(isOdd, odd.AsUInt32(), (even >> 32).AsUInt32()),
                Vector256.ConditionalSelect(isOdd, (odd << 32).AsUInt32(), even.AsUInt32()));
    }
}
