using System.Buffers.Binary;
using System.Numerics;

namespace Keratin.Saving.Hdf5;

/// <summary>The checksums of the format: Bob Jenkins' lookup3 for structures, Fletcher's for chunks.</summary>
internal static class H5Checksum
{
    /// <summary>A structure whose last four bytes are the lookup3 of the others; the cursor does not include them.</summary>
    public static H5Cursor Open(H5Source source, long offset, long length, string path, string what)
    {
        if (length < 4)
            throw H5Error.At(offset, path, $"{what} with a checksum", $"{(ulong)length} bytes");
        ReadOnlyMemory<byte> bytes = source.Slice(offset, length, path, what);
        ReadOnlyMemory<byte> body = bytes[..^4];
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^4..]), got = Lookup3(body.Span);
        if (expected != got)
            throw H5Error.At(offset, path, $"{what} with the checksum {expected:x8}", $"{got:x8}: the file is damaged");
        return new(body, offset, path);
    }

    /// <summary>lookup3, one pass, starting from zero.</summary>
    public static uint Lookup3(ReadOnlySpan<byte> key)
    {
        uint a = 0xdeadbeef + (uint)key.Length, b = a, c = a;
        if (key.Length == 0)
            return c;
        // The last block, even a whole one, is mixed differently; shorter ones count as filled with zeros.
        while (key.Length > 12)
        {
            Add(key, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
            key = key[12..];
        }

        Span<byte> last = stackalloc byte[12];
        last.Clear();
        key.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        Finish(ref a, ref b, ref c);
        return c;
    }

    /// <summary>Fletcher's sum of 16-bit words, their first byte the high one, as the format's filter has it.</summary>
    public static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        uint low = 0, high = 0;
        for (int i = 0; i < bytes.Length; i += 2)
        {
            uint word = (uint)(bytes[i] << 8) | (i + 1 < bytes.Length ? bytes[i + 1] : 0u);
            low = (low + word) % 65535;
            high = (high + low) % 65535;
        }

        return (high << 16) | low;
    }

    private static void Add(ReadOnlySpan<byte> key, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(key);
        b += BinaryPrimitives.ReadUInt32LittleEndian(key[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(key[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        MixOne(ref a, ref c, ref b, 4);
        MixOne(ref b, ref a, ref c, 6);
        MixOne(ref c, ref b, ref a, 8);
        MixOne(ref a, ref c, ref b, 16);
        MixOne(ref b, ref a, ref c, 19);
        MixOne(ref c, ref b, ref a, 4);
    }

    private static void MixOne(ref uint x, ref uint y, ref uint z, int turn)
    {
        x = (x - y) ^ BitOperations.RotateLeft(y, turn);
        y += z;
    }

    private static void Finish(ref uint a, ref uint b, ref uint c)
    {
        FinishOne(ref c, b, 14);
        FinishOne(ref a, c, 11);
        FinishOne(ref b, a, 25);
        FinishOne(ref c, b, 16);
        FinishOne(ref a, c, 4);
        FinishOne(ref b, a, 14);
        FinishOne(ref c, b, 24);
    }

    private static void FinishOne(ref uint x, uint y, int turn) => x = (x ^ y) - BitOperations.RotateLeft(y, turn);
}
