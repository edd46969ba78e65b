namespace Keratin.Digits.Imaging;

// The numbers are those of the file format.
internal enum PngColor
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}
