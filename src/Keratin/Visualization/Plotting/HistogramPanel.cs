using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>Counts of numbers in bins of equal width, which begin at multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed class HistogramPanel : Panel
{
    private const int MaxBins = 60, SingleBarRoom = 4;

    private readonly int[] _counts;
    private readonly double _step, _first;

    public HistogramPanel(ReadOnlySpan<float> values)
    {
        float[] finite = [.. values.ToArray().Where(float.IsFinite)];
        double min = finite.DefaultIfEmpty(0).Min(), max = finite.DefaultIfEmpty(0).Max();
        // Rice's rule: enough bins to see a shape, not so many that chance is seen.
        double wanted = Math.Clamp(Math.Ceiling(2 * Math.Cbrt(finite.Length)), 5, MaxBins);
        _step = StepFor(min, max, wanted);
        _first = Math.Floor((min / _step) + 1e-9);
        int bins = (int)(Math.Floor((max / _step) + 1e-9) - _first) + 1;
        // A single bar has room on both sides, or it would look like a full page.
        if (bins == 1)
            (_first, bins) = (_first - SingleBarRoom, (2 * SingleBarRoom) + 1);
        _counts = new int[bins];
        foreach (float value in finite)
            _counts[Math.Clamp((int)(Math.Floor((value / _step) + 1e-9) - _first), 0, bins - 1)]++;
        X = Axis.Exactly(_first * _step, (_first + bins) * _step);
        Y = Axis.OfCounts(_counts.Max());
        Summary = Summarize(finite, values.Length - finite.Length);
    }

    /// <summary>Number, mean and spread in words.</summary>
    public string Summary { get; }

    public override IEnumerable<string> Notes => [Heading.Length == 0 ? Summary : $"{Heading}: {Summary}"];

    protected override Axis X { get; }

    protected override Axis Y { get; }

    protected override void DrawContents(SvgWriter svg, Box plot)
    {
        for (int bin = 0; bin < _counts.Length; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            double from = (_first + bin) * _step, to = (_first + bin + 1) * _step;
            double left = AtX(plot, from), right = AtX(plot, to), top = AtY(plot, _counts[bin]);
            double gap = Math.Min(1, (right - left) / 4);
            string tooltip = $"{NumberText.Of(from)} … {NumberText.Of(to)}: {_counts[bin]}";
            svg.Rect(left + (gap / 2), top, right - left - gap, plot.Bottom - top, "fill-series-1", tooltip: tooltip);
        }
    }

    private static double StepFor(double min, double max, double bins)
    {
        double spread = max - min;
        if (spread <= Math.Max(Math.Abs(min), Math.Abs(max)) * 1e-6 || spread == 0)
            spread = max == 0 ? bins * 0.1 : Math.Abs(max) * 0.1 * bins;
        double power = Math.Pow(10, Math.Floor(Math.Log10(spread / bins))), factor = spread / bins / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    private static string Summarize(float[] finite, int others)
    {
        string missing = others == 0 ? "" : $" {(others == 1 ? "1 number is" : $"{others} numbers are")} not finite.";
        if (finite.Length == 0)
            return $"no finite numbers.{missing}";
        double mean = finite.Average(value => (double)value);
        double deviation = Math.Sqrt(finite.Average(value => (value - mean) * (value - mean)));
        string count = finite.Length == 1 ? "1 number" : $"{NumberText.Count(finite.Length)} numbers";
        return $"{count}, mean {NumberText.Of(mean, 3)}, standard deviation {NumberText.Of(deviation, 3)}, "
            + $"from {NumberText.Of(finite.Min(), 3)} to {NumberText.Of(finite.Max(), 3)}.{missing}";
    }
}
