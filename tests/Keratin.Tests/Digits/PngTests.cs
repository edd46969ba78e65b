using Keratin.Digits.Imaging;

namespace Keratin.Tests.Digits;

public class PngTests
{
    [Theory]
    [InlineData(1, new[] { 0, 1, 1, 0 }, new byte[] { 0, 255, 255, 0 })]
    [InlineData(2, new[] { 0, 1, 2, 3 }, new byte[] { 0, 85, 170, 255 })]
    [InlineData(4, new[] { 0, 1, 8, 15 }, new byte[] { 0, 17, 136, 255 })]
    [InlineData(8, new[] { 0, 1, 200, 255 }, new byte[] { 0, 1, 200, 255 })]
    [InlineData(16, new[] { 0, 257, 51400, 65535 }, new byte[] { 0, 1, 200, 255 })]
    public void Gray_of_all_depths(int depth, int[] samples, byte[] expected)
    {
        Assert.Equal(expected, Pixels(new() { Width = 2, Color = 0, Depth = depth, Samples = samples }));
    }

    [Fact]
    public void Rows_of_narrow_samples_are_padded_to_bytes()
    {
        // 3 pixels of 1 bit per row: five bits of padding in each.
        Assert.Equal([255, 0, 255, 0, 255, 0], Pixels(new() { Width = 3, Color = 0, Depth = 1, Samples = [1, 0, 1, 0, 1, 0] }));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 257)]
    public void Colour_becomes_gray_by_BT601(int depth, int scale)
    {
        // 0.299 · 255 = 76.2, 0.587 · 255 = 149.7, 0.114 · 255 = 29.1; (10, 20, 30): 2.99 + 11.74 + 3.42 = 18.15
        int[] samples = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30];
        Assert.Equal([76, 150, 29, 18], Pixels(new() { Width = 4, Color = 2, Depth = depth, Samples = [.. samples.Select(s => s * scale)] }));
    }

    [Theory]
    [InlineData(1, new[] { 1, 0 }, new byte[] { 18, 76 })]
    [InlineData(2, new[] { 2, 1 }, new byte[] { 255, 18 })]
    [InlineData(4, new[] { 2, 1 }, new byte[] { 255, 18 })]
    [InlineData(8, new[] { 2, 1 }, new byte[] { 255, 18 })]
    public void A_palette_of_all_depths(int depth, int[] samples, byte[] expected)
    {
        byte[] palette = [255, 0, 0, 10, 20, 30, 255, 255, 255];
        Assert.Equal(expected, Pixels(new() { Width = 2, Color = 3, Depth = depth, Samples = samples, Palette = palette[..(depth == 1 ? 6 : 9)] }));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 257)]
    public void What_is_transparent_is_laid_on_white(int depth, int scale)
    {
        // Black, alpha 0, 51 (a fifth), 255: 255, 204, 0.  Gray 100 with alpha 51: 20 + 204 = 224.
        int[] gray = [.. ((int[])[0, 0, 0, 51, 0, 255, 100, 51]).Select(s => s * scale)];
        Assert.Equal([255, 204, 0, 224], Pixels(new() { Width = 4, Color = 4, Depth = depth, Samples = gray }));

        int[] color = [.. ((int[])[0, 0, 0, 51, 255, 0, 0, 255, 255, 0, 0, 0]).Select(s => s * scale)];
        Assert.Equal([204, 76, 255], Pixels(new() { Width = 3, Color = 6, Depth = depth, Samples = color }));
    }

    [Fact]
    public void A_gray_level_a_colour_or_palette_entries_may_be_transparent()
    {
        Assert.Equal([255, 8], Pixels(new() { Width = 2, Color = 0, Samples = [7, 8], Transparency = [0, 7] }));
        Assert.Equal([255, 20], Pixels(new() { Width = 2, Color = 2, Samples = [1, 2, 3, 20, 20, 20], Transparency = [0, 1, 0, 2, 0, 3] }));
        // Only the first entry has an alpha, a fifth: black over white is 204. The second is opaque.
        Assert.Equal([204, 0], Pixels(new() { Width = 2, Color = 3, Samples = [0, 1], Palette = [0, 0, 0, 0, 0, 0], Transparency = [51] }));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(4, 8)]
    [InlineData(6, 16)]
    public void Each_filter_is_undone(int color, int depth)
    {
        var samples = RandomSamples(color, depth, 9 * 7);
        byte[] plain = Pixels(new() { Width = 9, Color = color, Depth = depth, Samples = samples });
        for (byte filter = 1; filter <= 4; filter++)
            Assert.Equal(plain, Pixels(new() { Width = 9, Color = color, Depth = depth, Samples = samples, Filters = [filter] }));
        Assert.Equal(plain, Pixels(new() { Width = 9, Color = color, Depth = depth, Samples = samples, Filters = [4, 3, 2, 1, 0], IdatSize = 10 }));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 1)]
    [InlineData(5, 5)]
    [InlineData(9, 17)]
    public void Interlaced_is_the_same_picture(int width, int height)
    {
        foreach (var (color, depth) in ((int, int)[])[(0, 1), (0, 2), (0, 8), (2, 8), (6, 16)])
        {
            var samples = RandomSamples(color, depth, width * height);
            byte[] plain = Pixels(new() { Width = width, Color = color, Depth = depth, Samples = samples });
            Assert.Equal(plain, Pixels(new() { Width = width, Color = color, Depth = depth, Samples = samples, Interlaced = true, Filters = [4, 1] }));
        }
    }

    [Fact]
    public void Unknown_chunks_are_skipped_unless_they_must_be_understood()
    {
        byte[] file = OneGrayPixel();
        int afterHeader = 8 + 25;
        Assert.Equal([42], ImageFile.Decode([.. file[..afterHeader], .. PngBuilder.Chunk("teXt", [1]), .. file[afterHeader..]]).Pixels.ToArray());
        Assert.Equal(
            """
            image, ABCD at offset 33: a chunk that must be understood is unknown.
              expected: IHDR once, PLTE, IDAT or IEND
              got:      ABCD
            """, Refusal([.. file[..afterHeader], .. PngBuilder.Chunk("ABCD", [1]), .. file[afterHeader..]]));
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        byte[] file = OneGrayPixel();
        file[8 + 8] ^= 0x80; // the width's first byte
        Assert.StartsWith("image, IHDR at offset 8: the chunk is damaged.\n  expected: checksum ", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] file = OneGrayPixel();
        for (int length = 0; length < file.Length; length++)
            Assert.NotEmpty(Refusal(file[..length]));
        Assert.Equal(
            """
            image, IEND at offset 56: the file ends too early.
              expected: a chunk; the last one is IEND
              got:      11 bytes
            """.Replace("IEND at offset 56", $"offset {file.Length - 12}", StringComparison.Ordinal), Refusal(file[..^1]));
    }

    [Fact]
    public void A_picture_too_large_is_refused_before_it_is_made()
    {
        Assert.Equal(
            """
            image, IHDR: the picture's size is out of range.
              expected: 1 to 65535 pixels each way, 100 megapixels at most
              got:      20000 × 20000
            """, Refusal(WithHeader(PngBuilder.Header(20000, 20000, 8, 0), [0, 42])));
        Assert.Contains("got:      0 × 1", Refusal(WithHeader(PngBuilder.Header(0, 1, 8, 0), [0])), StringComparison.Ordinal);
        Assert.Contains("got:      4294967295 × 1", Refusal(WithHeader(PngBuilder.Header(-1, 1, 8, 0), [0])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_picture_without_data_takes_no_memory()
    {
        byte[] liar = WithHeader(PngBuilder.Header(10000, 10000, 8, 0), [0, 42]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("IDAT: too little data for a picture of this size", Refusal(liar), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(16, 3)]
    [InlineData(4, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    [InlineData(8, 1)]
    [InlineData(8, 5)]
    public void Colour_types_and_depths_that_do_not_exist_are_refused(int depth, int color)
    {
        string message = Refusal(WithHeader(PngBuilder.Header(1, 1, depth, color), [0, 42]));
        Assert.EndsWith($"got:      colour type {color} with {depth} bits", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_ways_of_storing_are_refused()
    {
        Assert.Contains("interlace 2", Refusal(WithHeader(PngBuilder.Header(1, 1, 8, 0, interlace: 2), [0, 42])), StringComparison.Ordinal);
        Assert.Contains("compression 1", Refusal(WithHeader(PngBuilder.Header(1, 1, 8, 0, compression: 1), [0, 42])), StringComparison.Ordinal);
        Assert.Contains("filter method 1", Refusal(WithHeader(PngBuilder.Header(1, 1, 8, 0, filter: 1), [0, 42])), StringComparison.Ordinal);
        Assert.Contains("no such row filter", Refusal(WithHeader(PngBuilder.Header(1, 1, 8, 0), [5, 42])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_cut_short_inside_its_data_is_refused()
    {
        Assert.Contains("IDAT: the picture ends too early", Refusal(WithHeader(PngBuilder.Header(1, 2, 8, 0), [0, 42])), StringComparison.Ordinal);
        byte[] packed = PngBuilder.Zlib([0, 42]);
        packed[^1] ^= 1; // the checksum of the zlib stream
        byte[] file = [.. PngBuilder.Signature, .. PngBuilder.Header(1, 1, 8, 0), .. PngBuilder.Chunk("IDAT", packed), .. PngBuilder.End];
        Assert.Contains("IDAT: the compressed data is damaged", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Palettes_that_do_not_fit_are_refused()
    {
        Assert.Contains("a pixel outside the palette", RefusalOf(new() { Width = 1, Color = 3, Samples = [2], Palette = [1, 2, 3, 4, 5, 6] }), StringComparison.Ordinal);
        Assert.Contains("the palette is missing", RefusalOf(new() { Width = 1, Color = 3, Samples = [0] }), StringComparison.Ordinal);
        Assert.Contains("the palette has the wrong length", RefusalOf(new() { Width = 1, Color = 3, Samples = [0], Palette = [1, 2] }), StringComparison.Ordinal);
        Assert.Contains("wrong transparency", RefusalOf(new() { Width = 1, Color = 3, Samples = [0], Palette = [1, 2, 3], Transparency = [1, 2] }), StringComparison.Ordinal);
        Assert.Contains("transparency is given twice", RefusalOf(new() { Width = 1, Color = 4, Samples = [0, 0], Transparency = [0, 0] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_out_of_order_are_refused()
    {
        byte[] header = PngBuilder.Header(1, 1, 8, 0), packed = PngBuilder.Zlib([0, 42]), signature = PngBuilder.Signature;
        byte[] first = PngBuilder.Chunk("IDAT", packed[..4]), second = PngBuilder.Chunk("IDAT", packed[4..]);
        Assert.Contains("the header is missing", Refusal([.. signature, .. first, .. PngBuilder.End]), StringComparison.Ordinal);
        Assert.Contains("there is no picture in the file", Refusal([.. signature, .. header, .. PngBuilder.End]), StringComparison.Ordinal);
        Assert.Contains("the picture is in pieces",
            Refusal([.. signature, .. header, .. first, .. PngBuilder.Chunk("teXt", []), .. second, .. PngBuilder.End]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused()
    {
        byte[] small = new PngBuilder { Width = 9, Color = 3, Depth = 2, Samples = RandomSamples(3, 2, 90), Palette = new byte[12], Transparency = [1, 2], Interlaced = true }.Build();
        byte[] large = new PngBuilder { Width = 30, Color = 6, Depth = 8, Samples = RandomSamples(6, 8, 900), Filters = [4, 3, 2, 1] }.Build();
        Assert.True(Damaged.Try(small, 3000, bytes => ImageFile.Decode(bytes)) > 0);
        Assert.True(Damaged.Try(large, 3000, bytes => ImageFile.Decode(bytes)) > 0);
    }

    [Fact]
    public void Damage_behind_a_right_checksum_is_read_or_refused()
    {
        // Checksums catch nearly all of the above, so here they are made to fit: the header, then the data.
        byte[] header = PngBuilder.Header(5, 5, 8, 2)[8..^4], packed = PngBuilder.Zlib(new byte[5 * 16]);
        Assert.True(Damaged.Try(header, 2000, body => Decode(PngBuilder.Chunk("IHDR", body), packed)) > 0);
        Assert.True(Damaged.Try(packed, 2000, body => Decode(PngBuilder.Header(5, 5, 8, 2), body)) > 0);

        static void Decode(byte[] header, byte[] data) =>
            ImageFile.Decode([.. PngBuilder.Signature, .. header, .. PngBuilder.Chunk("IDAT", data), .. PngBuilder.End]);
    }

    private static byte[] OneGrayPixel() => new PngBuilder { Width = 1, Color = 0, Samples = [42] }.Build();

    private static byte[] WithHeader(byte[] header, byte[] raw) =>
        [.. PngBuilder.Signature, .. header, .. PngBuilder.Chunk("IDAT", PngBuilder.Zlib(raw)), .. PngBuilder.End];

    private static int[] RandomSamples(int color, int depth, int pixels)
    {
        var random = new Random(depth + color);
        int channels = color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return [.. Enumerable.Range(0, pixels * channels).Select(_ => random.Next(1 << depth))];
    }

    private static byte[] Pixels(PngBuilder png) => ImageFile.Decode(png.Build()).Pixels.ToArray();

    private static string RefusalOf(PngBuilder png) => Refusal(png.Build());

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => ImageFile.Decode(file)).Message;
}
