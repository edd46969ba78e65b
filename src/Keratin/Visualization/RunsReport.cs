using System.Globalization;
using System.Text;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Reporting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>Several runs side by side: their results, the hyper-parameters in which they differ, their curves, what they confuse.</summary>
/// <example>
/// <code>
/// var report = new RunsReport([("small", RunRecord.Load("small/run.json")), ("large", RunRecord.Load("large/run.json"))]);
/// report.Save("comparison.html");
/// Console.Write(report.ToText());
/// </code>
/// </example>
public sealed class RunsReport
{
    private readonly (string Name, RunRecord Run)[] _runs;

    /// <summary>Takes the runs.</summary>
    /// <param name="runs">What they are called, and their records; at least one. A name that comes again gets a number.</param>
    /// <exception cref="ArgumentException">There is none, or they were tested with different classes.</exception>
    public RunsReport(IReadOnlyList<(string Name, RunRecord Run)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
            throw new ArgumentException("RunsReport: expected at least one run; got none.", nameof(runs));
        _runs = [.. Distinct(runs)];
        var tested = Tested();
        foreach (var (name, run) in tested.Skip(1))
        {
            if (run.Confusion!.Classes != tested[0].Run.Confusion!.Classes)
            {
                throw new ArgumentException(
                    $"RunsReport: expected runs with the same classes; got {tested[0].Run.Confusion!.Classes} in '{tested[0].Name}' and {run.Confusion.Classes} in '{name}'.",
                    nameof(runs));
            }
        }
    }

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        string[] names = [.. _runs.Select(run => run.Name)];
        var page = new ReportPage(names.Length == 1 ? $"Run {names[0]}" : $"{names.Length} runs compared") { Subtitle = string.Join(" · ", names) };
        page.AddSection("Results");
        foreach (var (name, run) in _runs.Where(run => run.Run.IsStopped))
            page.AddNote($"{name} was stopped after {run.History.Epoch.Count} of {run.Epochs} epochs.");
        page.AddTable(Results());
        if (_runs.Length > 1)
            page.AddSection("Differences").AddTable(Differences());
        AddCurves(page);
        AddTests(page);
        page.AddSection("In common").AddTable(Common());
        if (_runs.Any(run => run.Run.Command is not null))
            AddCommands(page);
        return page.ToHtml();
    }

    /// <summary>The results and differences as plain text, a line for each run or setting.</summary>
    public string ToText() => _runs.Length == 1
        ? $"{Text(Results())}\n{Text(RunTables.Pairs("", "hyper-parameter", _runs[0].Run.Settings))}"
        : $"{Text(Results())}\n{Text(Differences())}";

    /// <summary>Writes the page as a file, in place of any that is there.</summary>
    /// <param name="path">Usually a name that ends in <c>.html</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, ToHtml());
    }

    private static IEnumerable<(string, RunRecord)> Distinct(IReadOnlyList<(string Name, RunRecord Run)> runs)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (given, run) in runs)
        {
            ArgumentNullException.ThrowIfNull(run);
            string clean = XmlText.Clean(given).Trim(), name = clean;
            for (int n = 2; !taken.Add(name); n++)
                name = $"{clean} ({n.ToString(CultureInfo.InvariantCulture)})";
            yield return (name, run);
        }
    }

    private (string Name, RunRecord Run)[] Tested() => [.. _runs.Where(run => run.Run.Confusion is not null)];

    private (string Name, RunRecord Run)[] Trained() => [.. _runs.Where(run => run.Run.History.Epoch.Count > 0)];

    // A row for each run, a column for each number that any of them has.
    private ReportTable Results()
    {
        Dictionary<string, string>[] facts = [.. _runs.Select(run => Facts(run.Run).ToDictionary(StringComparer.Ordinal))];
        string[] names = [.. facts.SelectMany(run => run.Keys).Distinct()];
        var table = new ReportTable("What each run achieved", ["run", .. names]);
        for (int i = 0; i < _runs.Length; i++)
            table.Add([_runs[i].Name, .. names.Select(name => facts[i].GetValueOrDefault(name, RunText.Nothing))]);
        return table;
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(RunRecord run)
    {
        foreach (var (name, value) in RunTables.Facts(run).DistinctBy(fact => fact.Name))
            yield return new(name, value);
        yield return new("ended", RunText.Moment(run.Created));
    }

    private ReportTable Differences()
    {
        var table = new ReportTable("Settings, data and machines that differ", ["what", .. _runs.Select(run => run.Name)]) { AlignsNumbers = false };
        foreach (var (name, values) in Rows().Where(row => row.Values.Distinct().Count() > 1))
            table.Add([name, .. values]);
        return table;
    }

    private ReportTable Common() => RunTables.Pairs(
        "Settings, data and machine of all runs", "what",
        Rows().Where(row => row.Values.Distinct().Count() == 1).Select(row => (row.Name, row.Values[0])));

    private IEnumerable<(string Name, string[] Values)> Rows() =>
        Rows(run => run.Settings).Concat(Rows(run => run.Data)).Concat(Rows(run => run.Environment));

    private IEnumerable<(string Name, string[] Values)> Rows(Func<RunRecord, IReadOnlyList<(string Name, string Value)>> pairs)
    {
        foreach (string name in _runs.SelectMany(run => pairs(run.Run)).Select(pair => pair.Name).Distinct())
            yield return (name, [.. _runs.Select(run => pairs(run.Run).FirstOrDefault(pair => pair.Name == name).Value ?? RunText.Nothing)]);
    }

    private void AddCurves(ReportPage page)
    {
        var trained = Trained();
        if (trained.Length == 0)
            return;
        string[][] metrics = [.. trained.Select(run => new HistoryLines(run.Run.History, "RunsReport").Metrics.ToArray())];
        page.AddSection("Curves").AddCharts([.. metrics.SelectMany(names => names).Distinct().Select(metric => new RunsChart(
            [.. trained.Where((_, i) => metrics[i].Contains(metric)).Select(run => (run.Name, run.Run.History))], metric)
        { IsNarrow = true, Title = MetricText.Words(metric) })]);
    }

    private void AddTests(ReportPage page)
    {
        var tested = Tested();
        if (tested.Length == 0)
            return;
        page.AddSection("Test").AddTable(Recall(tested));
        page.AddCharts([.. tested.Select(run => new ConfusionChart(run.Run.Confusion!) { ClassNames = NamesOf(run.Run), Title = run.Name })]);
    }

    private static ReportTable Recall((string Name, RunRecord Run)[] tested)
    {
        var table = new ReportTable("Recall of each class", ["class", .. tested.Select(run => run.Name)]);
        for (int i = 0; i < tested[0].Run.Confusion!.Classes; i++)
            table.Add([tested[0].Run.ClassNames[i], .. tested.Select(run => RunText.Share(run.Run.Confusion!.Recall(i)))]);
        return table;
    }

    // Names that are numbers may be left out of an axis.
    private static IReadOnlyList<string>? NamesOf(RunRecord run) => run.ClassNames.SequenceEqual(RunTables.Numbers(run.Confusion!.Classes)) ? null : run.ClassNames;

    private void AddCommands(ReportPage page)
    {
        page.AddSection("Repeat them");
        foreach (var (name, run) in _runs.Where(run => run.Run.Command is not null))
            page.AddText(name).AddCode($"Command that repeats {name}", run.Command!);
    }

    private static string Text(ReportTable table)
    {
        IReadOnlyList<string>[] lines = [table.Columns, .. table.Rows];
        int[] widths = [.. Enumerable.Range(0, table.Columns.Count).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (IReadOnlyList<string> line in lines)
        {
            string row = string.Join("  ", line.Select((cell, column) => table.IsNumeric(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])));
            text.Append(row.TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}
