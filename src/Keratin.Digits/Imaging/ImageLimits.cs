namespace Keratin.Digits.Imaging;

// How large a picture may be; asked before any memory is taken for it.
internal static class ImageLimits
{
    public const int MaxSide = 65_535;
    public const int MaxPixels = 100_000_000;

    public static void Check(long width, long height, string who)
    {
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || width * height > MaxPixels)
        {
            throw BadImage.Of(who, "the picture's size is out of range",
                $"1 to {MaxSide} pixels each way, {MaxPixels / 1_000_000} megapixels at most", $"{width} × {height}");
        }
    }
}
