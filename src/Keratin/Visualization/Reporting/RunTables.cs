using System.Globalization;
using Keratin.Metrics;

namespace Keratin.Visualization.Reporting;

/// <summary>Tables of one run.</summary>
internal static class RunTables
{
    /// <summary>What one wants to know first: results, time, speed, size.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(RunRecord run)
    {
        foreach (var (name, value) in run.Results)
            yield return (name, RunText.Result(name, value));
        yield return ("epochs", Epochs(run));
        if (run.Seconds is { } seconds)
            yield return ("training time", RunText.Time(seconds));
        if (run.SamplesPerSecond is { } speed)
            yield return ("samples a second", RunText.Count(speed));
        yield return ("parameters", RunText.Count(run.Parameters));
    }

    /// <summary>Finished epochs; with those that were asked for where it was stopped.</summary>
    public static string Epochs(RunRecord run) => run.IsStopped
        ? string.Create(CultureInfo.InvariantCulture, $"{run.History.Epoch.Count} of {run.Epochs}")
        : run.Epochs.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names and values.</summary>
    public static ReportTable Pairs(string caption, string head, IEnumerable<(string Name, string Value)> pairs)
    {
        var table = new ReportTable(caption, head, "value") { AlignsNumbers = false };
        foreach (var (name, value) in pairs)
            table.Add(name, value);
        return table;
    }

    /// <summary>Precision, recall, F1 and support of each class; of all their means and their sum.</summary>
    public static ReportTable PerClass(ConfusionMatrix confusion, IReadOnlyList<string> names)
    {
        var table = new ReportTable("Precision, recall and F1 of each class, and the mean of all", "class", "precision", "recall", "F1", "support");
        int[] classes = [.. Enumerable.Range(0, confusion.Classes)];
        foreach (int i in classes)
            table.Add(names[i], RunText.Share(confusion.Precision(i)), RunText.Share(confusion.Recall(i)), RunText.Share(confusion.F1(i)), RunText.Count(confusion.Support(i)));
        return table.Add(
            "all", RunText.Share(classes.Average(confusion.Precision)), RunText.Share(classes.Average(confusion.Recall)),
            RunText.Share(classes.Average(confusion.F1)), RunText.Count(confusion.Count));
    }

    /// <summary>How many samples of each class the parts of the data have.</summary>
    public static ReportTable Parts(RunRecord run)
    {
        int classes = run.Parts[0].ClassCounts.Count;
        IReadOnlyList<string> names = run.ClassNames.Count == classes ? run.ClassNames : Numbers(classes);
        var table = new ReportTable("Samples of each class", ["class", .. run.Parts.Select(part => part.Name)]);
        for (int i = 0; i < classes; i++)
            table.Add([names[i], .. run.Parts.Select(part => RunText.Count(part.ClassCounts[i]))]);
        return table.Add(["all", .. run.Parts.Select(part => RunText.Count(part.ClassCounts.Sum()))]);
    }

    /// <summary>Names of classes that have none.</summary>
    public static IReadOnlyList<string> Numbers(int classes) => [.. Enumerable.Range(0, classes).Select(n => n.ToString(CultureInfo.InvariantCulture))];
}
