using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Cpu.Kernels;

/// <summary>Random words for 64 elements at a time, as many blocks of Philox side by side as a register holds.</summary>
/// <remarks>
/// Word <c>k</c> of Philox block <c>16·s + j</c> belongs to element <c>64·s + 16·k + j</c>: sixteen blocks side by side then give four whole
/// registers without shuffling, and at any width the words are the same.
/// </remarks>
internal static unsafe class PhiloxSegment
{
    /// <summary>Elements of a segment.</summary>
    public const int Length = 64;

    /// <summary>The 64 words of one segment, blocks <paramref name="block"/> to <paramref name="block"/> + 15.</summary>
    /// <param name="block">First block; a segment has 16.</param>
    /// <param name="step">The third word of Philox' counter: another for each use of a seed.</param>
    /// <param name="use">The fourth: what the numbers are for, see <see cref="RandomUse"/>, so that two kinds of op with one seed have nothing in common.</param>
    /// <param name="key">The seed.</param>
    /// <param name="words">Where they go: word <c>k</c> of block <c>block + j</c> to <c>16·k + j</c>.</param>
    internal static void Fill(ulong block, uint step, uint use, ulong key, uint* words)
    {
        if (Avx512F.IsSupported)
        {
            Fill512(block, step, use, key, words);
            return;
        }
        if (Avx2.IsSupported)
        {
            Fill256(block, step, use, key, words);
            Fill256(block + 8, step, use, key, words + 8);
            return;
        }
        FillScalar(block, step, use, key, words);
    }

    internal static void FillScalar(ulong block, uint step, uint use, ulong key, uint* words)
    {
        for (int j = 0; j < 16; j++)
        {
            ulong counter = block + (ulong)j;
            (words[j], words[16 + j], words[32 + j], words[48 + j]) = Philox.Block((uint)counter, (uint)(counter >> 32), step, use, key);
        }
    }

    // Lane j holds block j. A lane's 32 × 32-bit product is 64 bits wide, so even and odd lanes are multiplied apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill512(ulong block, uint step, uint use, ulong key, uint* words)
    {
        Vector512<uint> c0 = Vector512.Create((uint)block) + Vector512<uint>.Indices, c1 = Vector512.Create((uint)(block >> 32));
        Vector512<uint> c2 = Vector512.Create(step), c3 = Vector512.Create(use);
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
    private static void Fill256(ulong block, uint step, uint use, ulong key, uint* words)
    {
        Vector256<uint> c0 = Vector256.Create((uint)block) + Vector256<uint>.Indices, c1 = Vector256.Create((uint)(block >> 32));
        Vector256<uint> c2 = Vector256.Create(step), c3 = Vector256.Create(use);
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
