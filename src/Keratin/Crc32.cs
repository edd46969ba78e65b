using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Keratin;

/// <summary>The checksum of ZIP entries and PNG chunks (ISO 3309, polynomial 0x04C11DB7 with its bits reversed). The BCL's own needs another package.</summary>
/// <remarks>
/// Byte by byte it takes 2 ns a byte, which for the weights of a model is longer than reading them. So what is long is folded first, as in Gopal et al.,
/// "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009): 128 bits that stand n bits before others may be
/// replaced by their product with xⁿ modulo the polynomial, added to those others. What is left of all are 16 bytes with the same checksum.
/// </remarks>
internal static class Crc32
{
    /// <summary>What <see cref="Update"/> begins with.</summary>
    public const uint Start = uint.MaxValue;

    private const uint Polynomial = 0xEDB88320;

    // Four blocks of 16 bytes are folded side by side, as one product waits for the one before.
    private const int Block = 16, Stride = 4 * Block;

    private static readonly uint[] s_table = MakeTable();

    /// <summary>The checksum of all bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => End(Update(Start, bytes));

    /// <summary>The state after more bytes.</summary>
    public static unsafe uint Update(uint state, ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.IsSupported || bytes.Length < Stride)
            return ByteByByte(state, bytes);
        int folded = bytes.Length / Block * Block;
        byte* rest = stackalloc byte[Block];
        fixed (byte* first = bytes)
            Fold(state, first, first + folded).Store((ulong*)rest);
        return ByteByByte(ByteByByte(0, new(rest, Block)), bytes[folded..]);
    }

    /// <summary>The checksum that a state stands for.</summary>
    public static uint End(uint state) => ~state;

    private static uint ByteByByte(uint state, ReadOnlySpan<byte> bytes)
    {
        uint[] table = s_table;
        foreach (byte value in bytes)
            state = table[(byte)(state ^ value)] ^ (state >> 8);
        return state;
    }

    // 16 bytes that bring the state 0 where the state given is brought by these bytes: whole blocks, four at least.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe Vector128<ulong> Fold(uint state, byte* p, byte* end)
    {
        // x to the power of 512 + 32 and 512 - 32, and of 128 + 32 and 128 - 32, modulo the polynomial; bits reversed and shifted, as in the paper.
        Vector128<ulong> far = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL), near = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);
        Vector128<ulong> a = At(p, 0) ^ Vector128.CreateScalar((ulong)state), b = At(p, 1), c = At(p, 2), d = At(p, 3);
        for (p += Stride; end - p >= Stride; p += Stride)
        {
            a = Moved(a, far) ^ At(p, 0);
            b = Moved(b, far) ^ At(p, 1);
            c = Moved(c, far) ^ At(p, 2);
            d = Moved(d, far) ^ At(p, 3);
        }
        a = Moved(Moved(Moved(a, near) ^ b, near) ^ c, near) ^ d;
        for (; p < end; p += Block)
            a = Moved(a, near) ^ At(p, 0);
        return a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<ulong> At(byte* p, int block) => Vector128.Load((ulong*)(p + block * Block));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Moved(Vector128<ulong> block, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(block, powers, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, powers, 0x11);

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
            table[value] = EightSteps(value);
        return table;
    }

    private static uint EightSteps(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
        return value;
    }
}
