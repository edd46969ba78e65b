namespace Keratin.Metrics;

/// <summary>Areas under curves that are known at some thresholds, the lowest first: both coordinates fall.</summary>
internal static class AucFormulas
{
    /// <summary>Sum of the strips between points.</summary>
    public static double UnderCurve((double X, double Y)[] points, AucSummationMethod method)
    {
        double area = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            var (left, right) = (points[i], points[i + 1]);
            double height = method switch
            {
                AucSummationMethod.Minoring => Math.Min(left.Y, right.Y),
                AucSummationMethod.Majoring => Math.Max(left.Y, right.Y),
                _ => (left.Y + right.Y) / 2,
            };
            area += (left.X - right.X) * height;
        }
        return area;
    }

    /// <summary>Area under precision over recall, with true positives taken to grow evenly with all positives between two thresholds.</summary>
    /// <remarks>
    /// J. Davis, M. Goadrich: "The relationship between precision-recall and ROC curves", ICML 2006. With <c>TP = intercept + slope · P</c> the strip is
    /// <c>∫ (TP / P) dTP = slope · (ΔTP + intercept · ln(P₁ / P₂))</c>.
    /// </remarks>
    public static double InterpolatedPrecisionRecall(ThresholdCounts[] counts)
    {
        double area = 0;
        for (int i = 0; i + 1 < counts.Length; i++)
        {
            var (low, high) = (counts[i], counts[i + 1]);
            double p1 = (double)low.TruePositives + low.FalsePositives, p2 = (double)high.TruePositives + high.FalsePositives;
            double gained = (double)low.TruePositives - high.TruePositives, all = (double)high.TruePositives + high.FalseNegatives;
            double slope = Ratio(gained, Math.Max(p1 - p2, 0)), intercept = high.TruePositives - (slope * p2);
            double logarithm = p1 > 0 && p2 > 0 ? Math.Log(p1 / p2) : 0;
            area += Ratio(slope * (gained + (intercept * logarithm)), Math.Max(all, 0));
        }
        return area;
    }

    /// <summary>Gain of recall and of precision; without true positives 0 and 1, and a negative gain of recall counts as none.</summary>
    public static (double Recall, double Precision) Gains(ThresholdCounts counts)
    {
        if (counts.TruePositives == 0)
            return (0, 1);
        double odds = Ratio((double)counts.TruePositives + counts.FalseNegatives, (double)counts.TrueNegatives + counts.FalsePositives);
        double recall = 1 - (odds * counts.FalseNegatives / counts.TruePositives), precision = 1 - (odds * counts.FalsePositives / counts.TruePositives);
        return (Math.Max(recall, 0), precision);
    }

    private static double Ratio(double x, double y) => y == 0 ? 0 : x / y;
}
