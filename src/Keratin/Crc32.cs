namespace Keratin;

/// <summary>The checksum of ZIP entries and PNG chunks (ISO 3309, polynomial 0x04C11DB7 with its bits reversed). The BCL's own needs another package.</summary>
internal static class Crc32
{
    /// <summary>What <see cref="Update"/> begins with.</summary>
    public const uint Start = uint.MaxValue;

    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(value => EightSteps((uint)value))];

    /// <summary>The checksum of all bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => End(Update(Start, bytes));

    /// <summary>The state after more bytes.</summary>
    public static uint Update(uint state, ReadOnlySpan<byte> bytes)
    {
        uint[] table = s_table;
        foreach (byte value in bytes)
            state = table[(byte)(state ^ value)] ^ (state >> 8);
        return state;
    }

    /// <summary>The checksum that a state stands for.</summary>
    public static uint End(uint state) => ~state;

    private static uint EightSteps(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
        return value;
    }
}
