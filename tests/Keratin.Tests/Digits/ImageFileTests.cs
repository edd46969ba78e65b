using Keratin.Digits.Imaging;

namespace Keratin.Tests.Digits;

public class ImageFileTests
{
    [Theory]
    [InlineData("JPEG", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })]
    [InlineData("GIF", new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 })]
    [InlineData("BMP", new byte[] { 0x42, 0x4D, 0, 0 })]
    [InlineData("WebP", new byte[] { 0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50 })]
    [InlineData("TIFF", new byte[] { 0x49, 0x49, 42, 0 })]
    [InlineData("HEIF or AVIF", new byte[] { 0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70 })]
    [InlineData("PDF", new byte[] { 0x25, 0x50, 0x44, 0x46 })]
    [InlineData("PAM", new byte[] { 0x50, 0x37, 10 })]
    public void Other_formats_are_refused_by_name(string name, byte[] start)
    {
        Assert.Equal(
            $"""
            image: not a picture that can be read.
              expected: PNG, PBM, PGM or PPM
              got:      {name}
              hint:     convert it to PNG
            """, Refusal(start));
    }

    [Fact]
    public void Anything_else_is_refused_too()
    {
        Assert.EndsWith("got:      an empty file", Refusal([]), StringComparison.Ordinal);
        Assert.EndsWith("got:      a file that begins with 010203", Refusal([1, 2, 3]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_and_named_in_messages()
    {
        string path = Path.Combine(Path.GetTempPath(), $"keratin-{Guid.NewGuid()}.pgm");
        try
        {
            File.WriteAllBytes(path, "P2 1 1 9 9"u8.ToArray());
            Assert.Equal(255, ImageFile.Read(path)[0, 0]);
            File.WriteAllBytes(path, "GIF89a"u8.ToArray());
            Assert.StartsWith($"{path}: not a picture", Assert.Throws<InvalidDataException>(() => ImageFile.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => ImageFile.Read(path));
    }

    [Fact]
    public void A_gray_image_has_as_many_pixels_as_it_says()
    {
        var image = new GrayImage(2, 1, [3, 4]);
        Assert.Equal((3, 4), (image[0, 0], image[1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => image[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(0, 1, []));
        Assert.StartsWith("GrayImage: the number of pixels does not fit.\n  expected: 2 · 2 = 4\n  got:      3",
            Assert.Throws<ArgumentException>(() => new GrayImage(2, 2, new byte[3])).Message, StringComparison.Ordinal);
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => ImageFile.Decode(file)).Message;
}
