using Keratin.Datasets;

namespace Keratin.Tests.Datasets;

public class IdxFileTests
{
    [Fact]
    public void Any_rank_is_read()
    {
        Tensor<byte> matrix = Read(Sample.Idx([1, 2, 3, 4, 5, 6], 2, 3));
        Assert.Equal([2, 3], matrix.Lengths.ToArray());
        Assert.Equal(6, matrix[1, 2]);
    }

    [Fact]
    public void Gzip_is_recognised_by_content()
    {
        Assert.Equal([7, 8], MnistTests.Values(Read(Sample.Gzip(Sample.Idx([7, 8], 2)))));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read()
    {
        using var slow = new System.IO.Compression.GZipStream(
            new MemoryStream(Sample.Gzip(Sample.Idx([7, 8], 2))), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal([7, 8], MnistTests.Values(IdxFile.Read(slow)));
    }

    [Fact]
    public void An_empty_axis_gives_an_empty_tensor()
    {
        Assert.Equal(0, Read(Sample.Idx([], 0, 28, 28)).FlattenedLength);
    }

    [Fact]
    public void Another_magic_number_is_refused()
    {
        Assert.Equal(
            """
            f, offset 0: no IDX file of unsigned bytes.
              expected: the magic number 00 00 08 and a rank from 1 to 8
              got:      00 00 0D 03
              hint:     an IDX file, but its elements are no unsigned bytes
            """, Refusal([0, 0, 0x0D, 3]));
        Assert.Contains("the file is empty", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("zip archive", Refusal("PK\x3\x4"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("web page", Refusal("<!DOCTYPE html>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("got:      00 00 08 09", Refusal([0, 0, 8, 9]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_cut_short_is_refused()
    {
        Assert.Equal(
            """
            f, offset 10: the file ends in its header.
              expected: 3 lengths of 4 bytes each
              got:      6 bytes
            """, Refusal(Sample.Idx([], 1, 2, 3)[..10]));
    }

    [Fact]
    public void A_length_beyond_reason_is_refused()
    {
        Assert.Equal(
            """
            f, offset 4: a length no file of this kind has.
              expected: at most 1073741824 along axis 0
              got:      4294967295
              hint:     the header is damaged, or little-endian
            """, Refusal([0, 0, 8, 1, 255, 255, 255, 255]));
        Assert.Equal(
            """
            f, offset 4: too large.
              expected: at most 1073741824 elements
              got:      (100000, 100000)
            """, Refusal(Sample.Idx([], 100000, 100000)));
    }

    [Fact]
    public void Memory_is_not_taken_on_the_headers_word()
    {
        byte[] liar = Sample.Idx([1, 2, 3], 1_000_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal(liar);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
        Assert.Equal(
            """
            f, offset 11: the file ends too early.
              expected: 1000000000 elements, as the header says (1000000000,)
              got:      3
            """, message);
    }

    [Fact]
    public void Bytes_after_the_elements_are_refused()
    {
        Assert.Equal(
            """
            f, offset 10: there is more in the file than its header says.
              expected: the end of the file after 2 elements (2,)
              got:      more bytes
            """, Refusal([.. Sample.Idx([1, 2], 2), 0]));
    }

    [Fact]
    public void A_gzip_file_is_not_unpacked_further_than_its_header_says()
    {
        // 64 MB of zeros behind a header that speaks of two: packed, some 300 kB at most.
        byte[] bomb = Sample.Gzip([.. Sample.Idx([1, 2], 2), .. new byte[64 << 20]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("f, unzipped, offset 10: there is more", Refusal(bomb), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void A_gzip_file_cut_short_is_refused()
    {
        byte[] random = new byte[4000];
        new Random(1).NextBytes(random);
        byte[] packed = Sample.Gzip(Sample.Idx(random, 4000));
        for (int length = 2; length < packed.Length; length++)
            Assert.Contains("f, unzipped", Refusal(packed[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_of_two_members_is_read()
    {
        byte[] idx = Sample.Idx([1, 2, 3], 3);
        Assert.Equal([1, 2, 3], MnistTests.Values(Read([.. Sample.Gzip(idx[..9]), .. Sample.Gzip(idx[9..])])));
    }

    [Fact]
    public void A_gzip_file_with_a_wrong_checksum_is_refused()
    {
        byte[] packed = Sample.Gzip(Sample.Idx([1, 2, 3], 3));
        packed[^5] ^= 1; // the checksum's last byte; the length stands in the four after it
        Assert.StartsWith("f, unzipped: the compressed data is damaged.", Refusal(packed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error_of_its_own()
    {
        Assert.Throws<FileNotFoundException>(() => IdxFile.Read(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())));
    }

    private static Tensor<byte> Read(byte[] file) => IdxFile.Read(new MemoryStream(file), "f");

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Read(file)).Message;
}
