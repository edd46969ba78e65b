namespace Keratin.Datasets;

// The checksum of zip (ISO 3309): polynomial 0x04C11DB7, bits reversed. The BCL's own needs another package.
internal static class Crc32
{
    public const uint Start = 0xFFFFFFFF;

    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(n => EightSteps((uint)n))];

    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] table = s_table;
        foreach (byte b in bytes)
            crc = table[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    public static uint End(uint crc) => ~crc;

    private static uint EightSteps(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        return value;
    }
}
