using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>From numbers to places: what part of the numbers is shown, and where the ticks are (at steps of 1, 2 or 5 times a power of ten).</summary>
internal sealed class Axis
{
    // A part of the axis that numbers of a double's precision can still divide.
    private const double SmallestShare = 1e-9;

    private static readonly int[] s_digits = [1, 2, 5];

    private Axis(double min, double max, bool isLog, bool isWhole) => (Min, Max, IsLog, IsWhole) = (min, max, isLog, isWhole);

    /// <summary>The smallest number shown.</summary>
    public double Min { get; }

    /// <summary>The largest number shown.</summary>
    public double Max { get; }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool IsLog { get; }

    /// <summary>Whether ticks are whole numbers only.</summary>
    public bool IsWhole { get; }

    /// <summary>An axis that shows these numbers, with a little room on both sides. Numbers that are not finite are left out.</summary>
    public static Axis Around(IEnumerable<double> values, bool isLog = false, bool isWhole = false, double room = 0.05)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (CanShow(value, isLog))
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }
        if (min > max)
            (min, max) = isLog ? (0.1, 1) : (0, 1);
        return isLog ? Log(min, max, room) : Linear(min, max, isWhole, room);
    }

    /// <summary>An axis of counts: from 0 to a little above the largest.</summary>
    public static Axis OfCounts(double max) => new(0, max > 0 ? max * 1.08 : 1, isLog: false, isWhole: true);

    /// <summary>An axis with these ends.</summary>
    public static Axis Exactly(double min, double max) => new(min, max, isLog: false, isWhole: false);

    /// <summary>Whether a number has a place on such an axis.</summary>
    public static bool CanShow(double value, bool isLog) => double.IsFinite(value) && Math.Abs(value) < 1e300 && (!isLog || value > 0);

    /// <summary>Where a number lies, 0 at the beginning and 1 at the end.</summary>
    public double Share(double value) => IsLog
        ? (Math.Log(value) - Math.Log(Min)) / (Math.Log(Max) - Math.Log(Min))
        : (value - Min) / (Max - Min);

    /// <summary>At most so many ticks.</summary>
    public IReadOnlyList<Tick> Ticks(int most) => IsLog ? LogTicks(most) : LinearTicks(most);

    /// <summary>As many ticks as there is room for when labels stand side by side.</summary>
    public IReadOnlyList<Tick> TicksAcross(double width, double size)
    {
        for (int most = 12; most > 2; most--)
        {
            IReadOnlyList<Tick> ticks = Ticks(most);
            double room = ticks.Count < 2 ? width : width * Enumerable.Range(1, ticks.Count - 1).Min(i => Share(ticks[i].Value) - Share(ticks[i - 1].Value));
            if (ticks.Max(tick => (double?)TextWidth.Of(tick.Label, size)) + size <= room)
                return ticks;
        }
        return Ticks(2);
    }

    private static Axis Linear(double min, double max, bool isWhole, double room)
    {
        double size = Math.Max(Math.Abs(min), Math.Abs(max));
        double spread = max - min;
        if (spread <= size * SmallestShare || spread == 0)
        {
            double half = isWhole ? 0.5 : size == 0 ? 1 : size * 0.05;
            return new(min - half, max + half, isLog: false, isWhole);
        }
        double from = min - (spread * room), to = max + (spread * room);
        // Losses and shares do not go below 0, so neither does their axis.
        return new(min >= 0 && from < 0 ? 0 : from, max <= 0 && to > 0 ? 0 : to, isLog: false, isWhole);
    }

    private static Axis Log(double min, double max, double room)
    {
        double factor = max > min * (1 + SmallestShare) ? Math.Pow(max / min, room) : 1.2;
        return new(min / factor, max * factor, isLog: true, isWhole: false);
    }

    private List<Tick> LinearTicks(int most)
    {
        double step = Step((Max - Min) / most);
        if (IsWhole)
            step = Math.Max(1, step);
        double first = Math.Ceiling((Min / step) - 1e-9), last = Math.Floor((Max / step) + 1e-9);
        double largest = Math.Max(Math.Abs(first * step), Math.Abs(last * step));
        var ticks = new List<Tick>();
        for (double n = first; n <= last; n++)
        {
            // Not -0.
            double value = n == 0 ? 0 : n * step;
            ticks.Add(new(value, NumberText.Tick(value, step, largest)));
        }
        return ticks;
    }

    // 1, 2 or 5 times a power of ten, not below a number.
    private static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double factor = least / power;
        return power * (factor <= 1 + 1e-9 ? 1 : factor <= 2 + 1e-9 ? 2 : factor <= 5 + 1e-9 ? 5 : 10);
    }

    // Whole powers of ten where there are enough of them, else 1, 2, 5, else as on a linear axis.
    private List<Tick> LogTicks(int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(Min) - 1e-9), last = (int)Math.Floor(Math.Log10(Max) + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)most));
        List<Tick> ticks = [];
        for (int power = first; power <= last; power += every)
            ticks.Add(new(Math.Pow(10, power), NumberText.Of(Math.Pow(10, power), 1)));
        if (ticks.Count >= 3)
            return ticks;
        List<Tick> finer = [.. Enumerable.Range(first - 1, last - first + 2)
            .SelectMany(_ => s_digits, (power, digit) => digit * Math.Pow(10, power))
            .Where(value => value >= Min && value <= Max).Select(value => new Tick(value, NumberText.Of(value, 1)))];
        if (finer.Count >= 3 && finer.Count <= most)
            return finer;
        return finer.Count > most && ticks.Count >= 2 ? ticks : LinearTicks(most);
    }
}
