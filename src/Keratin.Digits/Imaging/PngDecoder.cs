using System.IO.Compression;

namespace Keratin.Digits.Imaging;

// PNG: chunks → inflate → undo the filter of each row → gray.
internal static class PngDecoder
{
    // Deflate cannot do better than 1032 to 1, so a header that asks for more is refused before any memory is taken.
    private const long MostInflation = 1032;

    // Where the seven passes of Adam7 begin and how far apart their pixels lie; no interlace is one pass of everything.
    private static readonly PngPass[] s_adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    private static readonly PngPass[] s_wholePicture = [new(0, 0, 1, 1)];

    public static GrayImage Decode(ReadOnlySpan<byte> file, string who)
    {
        PngChunks chunks = PngChunks.Read(file, who);
        PngHeader header = chunks.Header;
        PngPass[] passes = header.Interlaced ? s_adam7 : s_wholePicture;
        CheckPlausible(chunks, passes, who);

        byte[] pixels = new byte[header.Width * header.Height];
        using var data = new ZLibStream(new MemoryStream(chunks.Data), CompressionMode.Decompress);
        foreach (PngPass pass in passes)
            DecodePass(data, chunks, pass, pixels, $"{who}, IDAT");
        ReadToChecksum(data, $"{who}, IDAT");
        return new(header.Width, header.Height, pixels);
    }

    private static void CheckPlausible(PngChunks chunks, PngPass[] passes, string who)
    {
        long needed = passes.Sum(pass => pass.Bytes(chunks.Header));
        if (needed > MostInflation * chunks.Data.Length)
        {
            throw BadImage.Of($"{who}, IDAT", "too little data for a picture of this size",
                $"at least {(needed / MostInflation) + 1} bytes for {chunks.Header.Width} × {chunks.Header.Height}",
                $"{chunks.Data.Length}");
        }
    }

    private static void DecodePass(Stream data, PngChunks chunks, PngPass pass, byte[] pixels, string who)
    {
        PngHeader header = chunks.Header;
        int width = pass.Width(header.Width);
        int height = pass.Height(header.Height);
        if (width == 0 || height == 0)
            return; // a pass without pixels has no rows either, not even their filter bytes

        var samples = new PngSamples(chunks, who);
        byte[] above = new byte[1 + header.RowBytes(width)];
        byte[] row = new byte[above.Length];
        for (int y = 0; y < height; y++)
        {
            ReadRow(data, row, who);
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterStep, who);
            int first = ((pass.Top + (y * pass.Down)) * header.Width) + pass.Left;
            samples.ToGray(row.AsSpan(1), pixels.AsSpan(first), width, pass.Across);
            (row, above) = (above, row);
        }
    }

    private static void ReadRow(Stream data, Span<byte> row, string who)
    {
        int got = Read(data, row, who);
        if (got < row.Length)
            throw BadImage.Of(who, "the picture ends too early", $"a row of {row.Length} bytes", $"{got}");
    }

    // The checksum stands at the end and is looked at only there. More pixels than the picture has are ignored.
    private static void ReadToChecksum(Stream data, string who) => Read(data, stackalloc byte[1], who);

    private static int Read(Stream data, Span<byte> row, string who)
    {
        try
        {
            return data.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            throw BadImage.Of(who, "the compressed data is damaged", "an intact zlib stream up to its checksum", damage.Message,
                null, damage);
        }
    }
}
