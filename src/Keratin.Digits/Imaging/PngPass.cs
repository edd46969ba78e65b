namespace Keratin.Digits.Imaging;

// The pixels of one pass over the picture: every Across-th from Left in every Down-th row from Top.
internal readonly record struct PngPass(int Left, int Top, int Across, int Down)
{
    public int Width(int whole) => Math.Max(0, (whole - Left + Across - 1) / Across);

    public int Height(int whole) => Math.Max(0, (whole - Top + Down - 1) / Down);

    // One byte per row says which filter it has.
    public long Bytes(PngHeader header) => Width(header.Width) == 0 ? 0
        : (long)Height(header.Height) * (1 + header.RowBytes(Width(header.Width)));
}
