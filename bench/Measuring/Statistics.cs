namespace Keratin.Bench.Measuring;

/// <summary>One number for many.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value below which that part of all lies.</summary>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
    }

    /// <summary>The mean for ratios.</summary>
    public static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Select(value => Math.Log(value)).DefaultIfEmpty(double.NaN).Average());
}
