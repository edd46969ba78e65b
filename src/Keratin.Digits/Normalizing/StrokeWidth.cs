namespace Keratin.Digits.Normalizing;

// Gives strokes thinner than nine in ten of MNIST's the width that is usual there. A hair line would come out of
// the shrinking as broken gray, which no model has seen.
internal static class StrokeWidth
{
    // In pixels of the 20 × 20 box, by the same measure: MNIST's training images have a median of 2.4 and one in ten less than 1.8.
    private const double Thin = 1.8;
    private const double Wanted = 2.4;

    // Thickening works on four pixels for one of the result, so that the rim it leaves is smooth.
    private const int Fineness = 4;

    public static Plane Thicken(Plane digit)
    {
        const int Side = MnistLayout.BoxSide * Fineness;
        if (Of(digit) * MnistLayout.BoxSide / Longer(digit) >= Thin)
            return digit;

        // Two pixels of the finer picture wide first, so that one of them is all ink wherever the line falls: a thinner one
        // would come out gray there, and darker where lines cross.
        double pixel = (double)Longer(digit) / Side;
        Plane visible = pixel > 1 ? Dilate(digit, pixel) : digit;
        Plane fine = Resampler.Resize(visible,
            Resampler.Scaled(visible.Width, Side, Longer(visible)), Resampler.Scaled(visible.Height, Side, Longer(visible)));
        double missing = (Wanted * Fineness) - Of(fine);
        return missing > 0 ? Dilate(fine, missing / 2 / (1 - (Wanted / MnistLayout.BoxSide))) : fine; // the box grows with the stroke
    }

    // Area over half the length of the outline. The length is the sum of the gradient, so a blurred edge counts once.
    public static double Of(Plane ink)
    {
        double area = 0, outline = 0;
        for (int y = -1; y < ink.Height; y++)
        {
            for (int x = -1; x < ink.Width; x++)
            {
                float here = At(ink, x, y);
                float across = At(ink, x + 1, y) - here, down = At(ink, x, y + 1) - here;
                area += here;
                outline += Math.Sqrt((across * across) + (down * down));
            }
        }

        return outline > 0 ? 2 * area / outline : 0;
    }

    private static int Longer(Plane ink) => Math.Max(ink.Width, ink.Height);

    private static float At(Plane ink, int x, int y) => x >= 0 && y >= 0 && x < ink.Width && y < ink.Height ? ink[x, y] : 0;

    // Each pixel becomes the fullest ink within the radius.
    private static Plane Dilate(Plane ink, double radius)
    {
        int reach = (int)radius;
        var result = new Plane(ink.Width + (2 * reach), ink.Height + (2 * reach));
        for (int dy = -reach; dy <= reach; dy++)
        {
            for (int dx = -reach; dx <= reach; dx++)
            {
                if ((dx * dx) + (dy * dy) <= radius * radius)
                    TakeFuller(result, ink, reach + dx, reach + dy);
            }
        }

        return result;
    }

    private static void TakeFuller(Plane result, Plane ink, int left, int top)
    {
        for (int y = 0; y < ink.Height; y++)
        {
            Span<float> row = result.Row(top + y).Slice(left, ink.Width);
            TensorPrimitives.Max(row, ink.Row(y), row);
        }
    }
}
