namespace Keratin.Digits.Imaging;

/// <summary>Reads pictures from files: PNG, and PBM, PGM and PPM, as gray.</summary>
/// <remarks>
/// <para>The format is told from the first bytes, not from the name. PNG is read in all its colour types, bit depths and
/// filters, interlaced or not; PBM, PGM and PPM as text and binary, up to 16 bits.</para>
/// <para>Colour becomes gray by the weights of ITU-R BT.601, Y = 0.299 R + 0.587 G + 0.114 B, on the values as stored.
/// Whatever is transparent is laid on white, as on paper. Pictures have at most 65,535 pixels each way and 100 megapixels.</para>
/// </remarks>
/// <example>
/// <code>
/// GrayImage seven = ImageFile.Read("seven.png");
/// Tensor&lt;float&gt; digit = DigitNormalizer.Normalize(seven);   // (28, 28), as MNIST has it
/// </code>
/// </example>
public static class ImageFile
{
    // A PPM of 100 megapixels at 16 bits takes 600 MB.
    private const long MaxFileSize = 1L << 30;

    /// <summary>Reads a picture from a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The picture in gray.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, too large or of another format; the message says where.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static GrayImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long size = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        if (size > MaxFileSize)
            throw BadImage.Of(path, "the file is too large", $"at most {MaxFileSize} bytes", $"{size}");
        return Decode(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a picture from the bytes of a file.</summary>
    /// <param name="data">The file from its first byte; what follows the picture is ignored.</param>
    /// <returns>The picture in gray.</returns>
    /// <exception cref="InvalidDataException">The data is damaged, too large or of another format; the message says where.</exception>
    public static GrayImage Decode(ReadOnlySpan<byte> data) => Decode(data, "image");

    private static GrayImage Decode(ReadOnlySpan<byte> data, string who) => data switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngDecoder.Decode(data, who),
        [(byte)'P', >= (byte)'1' and <= (byte)'6', ..] => PnmDecoder.Decode(data, who),
        _ => throw BadImage.Of(who, "not a picture that can be read", "PNG, PBM, PGM or PPM", NameOf(data), HintFor(data)),
    };

    // Recognised only to be refused by name: "unknown bytes FF D8" helps nobody.
    private static string NameOf(ReadOnlySpan<byte> data) => ForeignName(data) ?? data switch
    {
        [] => "an empty file",
        _ => $"a file that begins with {Convert.ToHexString(data[..Math.Min(data.Length, 8)])}",
    };

    private static string? HintFor(ReadOnlySpan<byte> data) => ForeignName(data) is null ? null : "convert it to PNG";

    private static string? ForeignName(ReadOnlySpan<byte> data) => data switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
        [(byte)'B', (byte)'M', ..] => "BMP",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "WebP",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "TIFF",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "HEIF or AVIF",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "PDF",
        [(byte)'P', (byte)'7', ..] => "PAM",
        _ => null,
    };
}
