using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Keratin.Data;

/// <summary>Brings bytes, as pictures have them, to float: once for every pixel of every batch, so sixteen at a time.</summary>
internal static class Pixels
{
    /// <summary><c>to[i] = from[i]</c>.</summary>
    public static void ToFloat(ReadOnlySpan<byte> from, Span<float> to)
    {
        int i = 0;
        ref byte source = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to[..from.Length]);
        for (; i + Vector128<byte>.Count <= from.Length; i += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i));
            ToFloat(low).StoreUnsafe(ref target, (nuint)i);
            ToFloat(high).StoreUnsafe(ref target, (nuint)(i + Vector256<float>.Count));
        }
        for (; i < from.Length; i++)
            to[i] = from[i];
    }

    private static Vector256<float> ToFloat(Vector128<ushort> pixels) =>
        Vector256.ConvertToSingle(Vector256.WidenLower(pixels.ToVector256Unsafe()).AsInt32());
}
