namespace Keratin;

/// <summary>Zeros that were put around images are zeros that a window over them can do by itself: nothing is copied then.</summary>
internal static class PaddedWindow
{
    /// <summary>A window over padded images as one over the images before.</summary>
    /// <param name="x">Images, perhaps padded.</param>
    /// <param name="window">How the window slides over them.</param>
    /// <returns>The images without their zeros and the window with them; what was given where there are none, or more than a window spans.</returns>
    public static (KerasTensor Images, Window2D Window) Absorb(KerasTensor x, Window2D window)
    {
        KerasTensor images = x;
        Window2D padded = window;
        for (; images.Op is PadOp { Axis: 1 or 2 } pad; images = images.Inputs[0])
        {
            padded = pad.Axis == 1
                ? padded with { PadTop = padded.PadTop + pad.Before, PadBottom = padded.PadBottom + pad.After }
                : padded with { PadLeft = padded.PadLeft + pad.Before, PadRight = padded.PadRight + pad.After };
        }
        int tall = (padded.KernelHeight - 1) * padded.DilationHeight, wide = (padded.KernelWidth - 1) * padded.DilationWidth;
        bool fits = Math.Max(padded.PadTop, padded.PadBottom) <= tall && Math.Max(padded.PadLeft, padded.PadRight) <= wide;
        return fits ? (images, padded) : (x, window);
    }
}
