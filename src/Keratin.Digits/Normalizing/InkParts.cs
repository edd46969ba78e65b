namespace Keratin.Digits.Normalizing;

// Ink comes in connected parts. A part is kept if somewhere in it is certain ink (above the threshold), and if it is
// no speck beside the largest: so faint rims stay, and faint noise and dust go.
internal static class InkParts
{
    public static void KeepStrokes(Plane ink, Plane picture, int threshold, double leastPart)
    {
        List<(List<int> Pixels, double Mass)> parts = Find(ink, picture, threshold);
        double largest = 0;
        foreach (var (_, mass) in parts)
            largest = Math.Max(largest, mass);
        var kept = new bool[ink.Values.Length];
        foreach (var (pixels, mass) in parts)
        {
            if (mass >= leastPart * largest)
                pixels.ForEach(n => kept[n] = true);
        }

        for (int n = 0; n < kept.Length; n++)
            ink.Values[n] = kept[n] ? ink.Values[n] : 0;
    }

    // Starting at certain ink, so parts without any are never found.
    private static List<(List<int> Pixels, double Mass)> Find(Plane ink, Plane picture, int threshold)
    {
        var seen = new bool[ink.Values.Length];
        List<(List<int>, double)> parts = [];
        for (int n = 0; n < seen.Length; n++)
        {
            if (!seen[n] && ink.Values[n] > 0 && Histogram.LevelOf(picture.Values[n]) > threshold)
            {
                List<int> pixels = Fill(ink, n, seen);
                double mass = 0;
                foreach (int pixel in pixels)
                    mass += ink.Values[pixel];
                parts.Add((pixels, mass));
            }
        }

        return parts;
    }

    // All pixels with any ink that can be reached from one by steps to the eight neighbours.
    private static List<int> Fill(Plane ink, int start, bool[] seen)
    {
        List<int> pixels = [start];
        seen[start] = true;
        for (int done = 0; done < pixels.Count; done++)
        {
            int x = pixels[done] % ink.Width, y = pixels[done] / ink.Width;
            for (int ny = Math.Max(0, y - 1); ny <= Math.Min(ink.Height - 1, y + 1); ny++)
            {
                for (int nx = Math.Max(0, x - 1); nx <= Math.Min(ink.Width - 1, x + 1); nx++)
                {
                    int neighbour = (ny * ink.Width) + nx;
                    if (seen[neighbour] || ink.Values[neighbour] <= 0)
                        continue;
                    seen[neighbour] = true;
                    pixels.Add(neighbour);
                }
            }
        }

        return pixels;
    }
}
