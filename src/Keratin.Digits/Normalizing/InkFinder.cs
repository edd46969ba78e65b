namespace Keratin.Digits.Normalizing;

// Tells ink from paper: what comes out is 0 where there is paper and up to 1 where there is ink, cut to the ink's bounds.
internal static class InkFinder
{
    // Less contrast than this is a blank sheet, of 255 levels.
    private const int LeastContrast = 24;

    // Ink must stand out from the paper's noise by this factor; pure noise, split in two by any threshold, does not.
    private const int LeastOverNoise = 2;

    // A stroke apart from the rest, as the bar of a 5, has more of the ink than this; a speck of dust has less.
    private const double LeastPart = 0.02;

    // The blurred rim of a stroke counts towards the bounds from here on.
    private const float Rim = 0.1f;

    public static Plane Find(Plane picture)
    {
        Histogram histogram = Histogram.Of(picture);
        int threshold = histogram.Threshold();
        if (IsDarkOnLight(picture, histogram, threshold))
        {
            picture = picture.Inverted();
            histogram = Histogram.Of(picture);
            threshold = 254 - threshold; // "up to t" is dark paper's side; inverted, ink is above 254 - t
        }

        Plane ink = Stretch(picture, histogram, threshold);
        InkParts.KeepStrokes(ink, picture, threshold, LeastPart);
        return ink.Crop(ink.BoundsOf(Rim) ?? throw NoInk("specks only"));
    }

    // Paper reaches the border and ink hardly does. Where the border is undecided (a shadow in a corner, a digit that
    // touches) the majority of all pixels decides: strokes cover less than half.
    private static bool IsDarkOnLight(Plane picture, Histogram histogram, int threshold)
    {
        int light = 0, all = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            int step = y == 0 || y == picture.Height - 1 ? 1 : Math.Max(1, picture.Width - 1);
            for (int x = 0; x < picture.Width; x += step)
            {
                all++;
                light += Histogram.LevelOf(picture[x, y]) > threshold ? 1 : 0;
            }
        }

        double share = (double)light / all;
        return share is > 0.35 and < 0.65 ? histogram.Count(threshold + 1, 255) > histogram.Count(0, threshold) : share > 0.5;
    }

    // Paper's level becomes 0, the ink's 1. The paper's noise is measured on its side away from the ink, where no blurred
    // rim of a stroke disturbs; as much on the other side is noise too. A clean picture has none, so its rims stay whole.
    private static Plane Stretch(Plane picture, Histogram histogram, int threshold)
    {
        int paper = histogram.Quantile(0.5, 0, threshold);
        int noise = paper - histogram.Quantile(0.01, 0, threshold);
        int full = histogram.Quantile(0.9, threshold + 1, 255);
        if (histogram.Count(threshold + 1, 255) == 0 || full - paper < Math.Max(LeastContrast, LeastOverNoise * noise))
            throw NoInk($"levels {paper} and {full} of 255, noise {noise}");

        float least = Math.Min(paper + noise, (paper + threshold + 1) / 2f) / 255;
        float scale = 1 / ((full / 255f) - least);
        var ink = new Plane(picture.Width, picture.Height);
        for (int n = 0; n < ink.Values.Length; n++)
            ink.Values[n] = Math.Clamp((picture.Values[n] - least) * scale, 0, 1);
        return ink;
    }

    private static InvalidDataException NoInk(string got) => new(
        $"DigitNormalizer: no ink found.\n  expected: a digit that stands out from its background\n  got:      {got}\n" +
        "  hint:     the picture is blank, or too faint; write darker, or cut out the digit");
}
