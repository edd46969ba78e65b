using Keratin.Data;

namespace Keratin.Models;

/// <summary>Whether the samples that a split cuts off have other classes than the rest, as at the end of sorted data.</summary>
internal static class LabelDoubts
{
    // Beyond this many standard deviations (Wilson and Hilferty's approximation) chance is out of the question: less than four in a million.
    private const double Deviations = 4.5;

    // And a difference that matters: this part of the samples would have to change its class.
    private const double LeastDifference = 0.2;

    private const int MostClasses = 10_000;

    /// <summary>The doubt about a split.</summary>
    /// <param name="feed">The samples.</param>
    /// <param name="trained">How many of them train; the others validate.</param>
    /// <param name="takesIndices">Whether the loss of an output takes class indices.</param>
    public static Warning? Look(Feed feed, int trained, Func<int, bool> takesIndices)
    {
        for (int i = 0; i < feed.Targets.Length; i++)
        {
            if (ClassesOf(feed.Targets[i], takesIndices(i)) is { } classes && Differ(classes, trained, out int missing))
                return Doubt(feed.Count - trained, missing);
        }
        return null;
    }

    private static Warning Doubt(int validated, int missing)
    {
        string what = missing == 0 ? "" : $"; {missing} of their classes {(missing == 1 ? "does" : "do")} not occur in training at all";
        return new Warning(
            "sorted-validation-split",
            $"the last {validated} samples, which validationSplit holds back, have other classes than the rest, as in sorted data{what}. " +
            "Shuffle the samples together with their targets before Fit.");
    }

    // The class of each sample; null where targets are no classes.
    private static int[]? ClassesOf(Samples targets, bool areIndices)
    {
        long length = targets.Shape.Elements / targets.Count;
        if (length > MostClasses)
            return null;
        int[] classes = new int[targets.Count];
        float[] row = new float[length];
        for (int i = 0; i < classes.Length; i++)
        {
            targets.Copy(i, 1, row);
            int? label = length == 1 ? LabelOf(row[0], areIndices) : OneHotOf(row);
            if (label is not { } found)
                return null;
            classes[i] = found;
        }
        return classes;
    }

    private static int? LabelOf(float value, bool isIndex) =>
        value >= 0 && value < (isIndex ? MostClasses : 2) && value == MathF.Floor(value) ? (int)value : null;

    private static int? OneHotOf(float[] row)
    {
        int one = Array.IndexOf(row, 1f);
        return one >= 0 && row.Where((value, i) => value != 0 && i != one).FirstOrDefault() == 0 ? one : null;
    }

    // Pearson's test of homogeneity, and the distance between the two distributions.
    private static bool Differ(int[] classes, int trained, out int missing)
    {
        int kinds = classes.Max() + 1, validated = classes.Length - trained;
        double[] first = new double[kinds], last = new double[kinds];
        for (int i = 0; i < classes.Length; i++)
            (i < trained ? first : last)[classes[i]]++;
        missing = first.Zip(last).Count(pair => pair is { First: 0, Second: > 0 });
        double statistic = 0, distance = 0;
        int present = 0;
        for (int kind = 0; kind < kinds; kind++)
        {
            double share = (first[kind] + last[kind]) / classes.Length;
            if (share == 0)
                continue;
            present++;
            statistic += Square(first[kind] - (share * trained)) / (share * trained) + (Square(last[kind] - (share * validated)) / (share * validated));
            distance += Math.Abs((first[kind] / trained) - (last[kind] / validated)) / 2;
        }
        double freedom = present - 1;
        if (freedom < 1 || distance < LeastDifference)
            return false;
        double spread = 2 / (9 * freedom);
        return (Math.Cbrt(statistic / freedom) - (1 - spread)) / Math.Sqrt(spread) > Deviations;
    }

    private static double Square(double x) => x * x;
}
