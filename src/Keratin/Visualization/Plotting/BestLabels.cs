using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>Finds places for labels beside points: inside the plot, off each other, and off the lines as far as possible.</summary>
internal sealed class BestLabels(Box plot, IReadOnlyList<(double X, double Y)> obstacles)
{
    private const double Height = Measures.Small * 1.2, Gap = 9;

    private readonly List<Box> _taken = [];

    /// <summary>Left end and baseline of the label; null where there is no room at all.</summary>
    public (double X, double Y)? Place(double x, double y, string text)
    {
        double width = TextWidth.Of(text, Measures.Small) + 4;
        Box? best = null;
        int fewest = int.MaxValue;
        foreach (Box box in Candidates(x, y, width))
        {
            if (!plot.Contains(box) || _taken.Exists(box.Overlaps))
                continue;
            int hits = obstacles.Count(point => box.Contains(point.X, point.Y));
            if (hits < fewest)
                (best, fewest) = (box, hits);
        }
        if (best is not { } found)
            return null;
        _taken.Add(found);
        return (found.X + 2, found.Bottom - (Height * 0.25));
    }

    // The nearest first. Those above and below are moved sideways as far as the ends of the plot demand.
    private IEnumerable<Box> Candidates(double x, double y, double width)
    {
        foreach (double distance in new[] { Gap, 2.5 * Gap, 4 * Gap, 6 * Gap, 9 * Gap })
        {
            foreach (double top in new[] { y - distance - Height, y + distance })
            {
                foreach (double share in new[] { 0.5, 0, 1, 0.25, 0.75 })
                    yield return new Box(Math.Clamp(x - (share * width), plot.X, Math.Max(plot.X, plot.Right - width)), top, width, Height);
            }
            yield return new Box(x + distance, y - (Height / 2), width, Height);
            yield return new Box(x - distance - width, y - (Height / 2), width, Height);
        }
    }
}
