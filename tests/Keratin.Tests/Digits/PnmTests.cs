using System.Text;
using Keratin.Digits.Imaging;

namespace Keratin.Tests.Digits;

public class PnmTests
{
    [Theory]
    [InlineData("P1\n2 2\n1 0\n01", new byte[] { 0, 255, 255, 0 })] // 1 is black; spaces between are not needed
    [InlineData("P2\n2 2\n255\n0 1\n200 255", new byte[] { 0, 1, 200, 255 })]
    [InlineData("P2 # a comment\n# another\n2 #here\n2\n15 0 1 8 15", new byte[] { 0, 17, 136, 255 })]
    [InlineData("P2 2 2 65535 0 257 51400 65535\n", new byte[] { 0, 1, 200, 255 })]
    [InlineData("P3 2 2 255  255 0 0  0 255 0  0 0 255  10 20 30", new byte[] { 76, 150, 29, 18 })]
    public void Text_is_read(string file, byte[] expected)
    {
        AssertPixels(expected, Encoding.ASCII.GetBytes(file));
    }

    [Fact]
    public void Binary_is_read()
    {
        AssertPixels([0, 255, 255, 0], [.. "P4\n2 2\n"u8, 0b1000_0000, 0b0100_0000]);
        AssertPixels([0, 1, 200, 255], [.. "P5 2 2 255\n"u8, 0, 1, 200, 255]);
        AssertPixels([0, 17, 136, 255], [.. "P5 2 2 15\n"u8, 0, 1, 8, 15]);
        AssertPixels([0, 1, 200, 255], [.. "P5 2 2 65535\n"u8, 0, 0, 1, 1, 200, 200, 255, 255]);
        AssertPixels([76, 150, 29, 18], [.. "P6 2 2 255\n"u8, 255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]);
    }

    [Fact]
    public void A_first_sample_that_looks_like_white_space_is_a_sample()
    {
        AssertPixels([10, 32, 35, 9], [.. "P5 2 2 255\n"u8, 10, 32, 35, 9]);
    }

    [Fact]
    public void What_follows_the_picture_is_ignored()
    {
        AssertPixels([1, 2, 3, 4], [.. "P5 2 2 255\n"u8, 1, 2, 3, 4, .. "P5 1 1"u8]);
    }

    [Theory]
    [InlineData("P5", "image (P5), offset 2: the width is missing.\n  expected: a number\n  got:      the end of the file")]
    [InlineData("P5 2 x", "image (P5), offset 5: the height is missing.\n  expected: a number\n  got:      byte 78")]
    [InlineData("P5 99999999999 1 255 ", "image (P5), offset 3: the width is too large.\n  expected: at most 65535\n  got:      99999 or more")]
    [InlineData("P5 65535 65535 255 ", "image (P5): the picture's size is out of range.\n  expected: 1 to 65535 pixels each way, 100 megapixels at most\n  got:      65535 × 65535")]
    [InlineData("P2 1 1 0 0", "image (P2), offset 8: no such maximum.\n  expected: 1 to 65535\n  got:      0")]
    [InlineData("P5 1 1 255", "image (P5), offset 10: the header does not end.\n  expected: white space before the samples\n  got:      the end of the file")]
    [InlineData("P5 2 2 255 abc", "image (P5), offset 11: the file ends too early.\n  expected: at least 4 bytes for 2 × 2\n  got:      3")]
    [InlineData("P2 2 2 9 1 2 3", "image (P2), offset 8: the file ends too early.\n  expected: at least 8 bytes for 2 × 2\n  got:      6")]
    [InlineData("P2 1 1 9 10", "image (P2), offset 9: a sample is too large.\n  expected: at most 9\n  got:      10 or more")]
    [InlineData("P5 1 1 9 A", "image (P5), offset 9: a sample above the maximum.\n  expected: 0 to 9\n  got:      65")]
    [InlineData("P1 1 1 2", "image (P1), offset 7: no pixel.\n  expected: 0 or 1\n  got:      byte 32")]
    public void What_is_wrong_is_refused_and_where(string file, string message)
    {
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => ImageFile.Decode(Encoding.ASCII.GetBytes(file))).Message);
    }

    [Theory]
    [InlineData("P1 3 2 101 010")]
    [InlineData("P2 3 2 99 1 2 3 4 5 6")]
    [InlineData("P4 9 3 abcdef")]
    [InlineData("P5 3 2 255 abcdef")]
    [InlineData("P6 2 1 300 abcdefghijkl")]
    public void A_damaged_file_is_read_or_refused(string file)
    {
        Assert.True(Damaged.Try(Encoding.ASCII.GetBytes(file), 1000, bytes => ImageFile.Decode(bytes)) > 0);
    }

    private static void AssertPixels(byte[] expected, byte[] file)
    {
        GrayImage image = ImageFile.Decode(file);
        Assert.Equal((2, 2), (image.Width, image.Height));
        Assert.Equal(expected, image.Pixels.ToArray());
    }
}
