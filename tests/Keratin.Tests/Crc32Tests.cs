using System.Text;

namespace Keratin.Tests;

public class Crc32Tests
{
    // The check value of CRC-32/ISO-HDLC in the catalogues of checksums.
    [Fact]
    public void Gives_the_published_value() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    // Long texts go another way than short ones.
    [Fact]
    public void Gives_the_value_of_zlib_for_a_long_text()
    {
        string text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 40));
        Assert.Equal(0x6495C3E6u, Crc32.Of(Encoding.ASCII.GetBytes(text)));
    }

    [Fact]
    public void Any_length_gives_what_the_definition_gives()
    {
        byte[] bytes = new byte[700];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal(ByDefinition(bytes.AsSpan(0, length)), Crc32.Of(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Parts_one_after_the_other_give_the_whole()
    {
        byte[] bytes = new byte[1000];
        new Random(2).NextBytes(bytes);
        for (int cut = 0; cut <= bytes.Length; cut += 13)
        {
            uint state = Crc32.Update(Crc32.Update(Crc32.Start, bytes.AsSpan(0, cut)), bytes.AsSpan(cut));
            Assert.Equal(Crc32.Of(bytes), Crc32.End(state));
        }
    }

    // The remainder of the division, bit by bit.
    private static uint ByDefinition(ReadOnlySpan<byte> bytes)
    {
        uint state = uint.MaxValue;
        foreach (byte value in bytes)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++)
                state = (state >> 1) ^ ((state & 1) * 0xEDB88320);
        }
        return ~state;
    }
}
