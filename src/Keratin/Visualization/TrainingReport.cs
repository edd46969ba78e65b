using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Reporting;

namespace Keratin.Visualization;

/// <summary>All about one training of a classifier, on one page: results, curves, confusion matrix, mistakes, data, network, hyper-parameters, versions.</summary>
/// <remarks>
/// Only model and history are needed; a section whose matter is not given is left out. Loss, metrics and the optimizer with all its settings are
/// read from the model; what else was chosen (batch size, seed) is said in <see cref="Settings"/>.
/// </remarks>
/// <example>
/// <code>
/// var watch = Stopwatch.StartNew();
/// History history = model.Fit(xTrain, yTrain, batchSize: 64, epochs: 6);
/// var report = new TrainingReport(model, history)
/// {
///     Time = watch.Elapsed, SamplesPerEpoch = xTrain.Count,
///     Images = xTest, Labels = yTest, Predictions = model.Predict(xTest),
///     Settings = [("batch size", "64"), ("seed", "1")],
/// };
/// report.Save("report.html");
/// report.ToRecord().Save("run.json");   // for a RunsReport
/// </code>
/// </example>
/// <param name="model">The model, trained.</param>
/// <param name="history">What <c>Fit</c> returned.</param>
public sealed class TrainingReport(Model model, History history)
{
    private readonly Model _model = model ?? throw new ArgumentNullException(nameof(model));
    private readonly History _history = history ?? throw new ArgumentNullException(nameof(history));

    /// <summary>What the run is called; the model's name by default.</summary>
    public string? Name { get; init; }

    /// <summary>When the training ended; now by default.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Epochs that were asked for; those of the history by default. If fewer were finished the page says that the training was stopped.</summary>
    public int? Epochs { get; init; }

    /// <summary>How long the training took.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Training samples of an epoch, for the speed.</summary>
    public int? SamplesPerEpoch { get; init; }

    /// <summary>The command line that repeats the run.</summary>
    public string? Command { get; init; }

    /// <summary>What the command line needs, or cannot promise, in a sentence.</summary>
    public string? CommandNote { get; init; }

    /// <summary>Hyper-parameters that the model does not know; they win over those of the same name that it knows.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>What is known of the data.</summary>
    public IReadOnlyList<(string Name, string Value)> Data { get; init; } = [];

    /// <summary>Parts of the data (training, validation, test) and how many samples of each class they have.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<int> ClassCounts)> Parts { get; init; } = [];

    /// <summary>Numbers found after the training, such as <c>test loss</c>. The accuracy of <see cref="Predictions"/> comes by itself.</summary>
    public IReadOnlyList<(string Name, double Value)> Results { get; init; } = [];

    /// <summary>What is right in the test: class indices <c>(n,)</c> or one-hot rows <c>(n, classes)</c>.</summary>
    public Samples? Labels { get; init; }

    /// <summary>What the model says in the test: probabilities <c>(n, classes)</c>, or class indices <c>(n,)</c>.</summary>
    public Samples? Predictions { get; init; }

    /// <summary>The samples of the test, if they are images: shape <c>(n, h, w)</c>, <c>(n, h, w, 1)</c> or <c>(n, h, w, 3)</c>. For the mistakes, which need
    /// probabilities too.</summary>
    public Samples? Images { get; init; }

    /// <summary>What the classes are called; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Versions and machine; those of this process by default.</summary>
    public IReadOnlyList<(string Name, string Value)>? Environment { get; init; }

    /// <summary>The run as data.</summary>
    /// <exception cref="ArgumentException">Labels, predictions and class names do not fit together.</exception>
    public RunRecord ToRecord()
    {
        ConfusionMatrix? confusion = Labels is null || Predictions is null ? null : ClassIndices.Count("TrainingReport", Labels, Predictions);
        if (confusion is not null && ClassNames is not null && ClassNames.Count != confusion.Classes)
            throw new ArgumentException($"TrainingReport: expected {confusion.Classes} class names; got {ClassNames.Count}.");
        double? samples = (double?)SamplesPerEpoch * _history.Epoch.Count;
        int epochs = Math.Max(Epochs ?? 0, _history.Epoch.Count);
        bool isStopped = _history.Epoch.Count < epochs;
        return new RunRecord
        {
            Name = Name ?? _model.Name,
            Created = Created,
            History = _history,
            Epochs = epochs,
            Parameters = _model.CountParams(),
            Seconds = Time?.TotalSeconds,
            // Stopped in the middle of an epoch, the time is of more samples than are known.
            SamplesPerSecond = isStopped || Time is not { Ticks: > 0 } time ? null : samples / time.TotalSeconds,
            Command = Command,
            Results = confusion is null ? Results : [("test accuracy", confusion.Accuracy), .. Results],
            Settings = [.. Settings, .. ModelSettings.Of(_model).Where(known => Settings.All(said => said.Name != known.Name))],
            Data = Data,
            Parts = Parts,
            Environment = Environment ?? RunEnvironment.Current(),
            ClassNames = ClassNames ?? RunTables.Numbers(confusion?.Classes ?? 0),
            Confusion = confusion,
        };
    }

    /// <summary>The page.</summary>
    /// <exception cref="ArgumentException">Images, labels, predictions and class names do not fit together.</exception>
    public string ToHtml()
    {
        RunRecord run = ToRecord();
        var page = new ReportPage($"Training of {run.Name}") { Subtitle = Subtitle(run) };
        page.AddSection("Results");
        if (run.IsStopped)
            page.AddNote($"The training was stopped after {run.History.Epoch.Count} of {run.Epochs} epochs.");
        page.AddFacts([.. RunTables.Facts(run)]);
        AddCurves(page);
        AddTest(page, run);
        AddData(page, run);
        page.AddSection("Network").AddDiagram(_model).AddCode($"Summary of {_model.Name}", Summary());
        page.AddSection("Hyper-parameters").AddTable(RunTables.Pairs("All that was chosen before the training", "hyper-parameter", run.Settings));
        page.AddSection("Versions and machine").AddTable(RunTables.Pairs("Where it ran", "part", run.Environment));
        if (run.Command is { } command)
        {
            page.AddSection("Repeat it").AddCode("Command that repeats the run", command);
            if (CommandNote is { } note)
                page.AddText(note);
        }
        return page.ToHtml();
    }

    /// <summary>Writes the page as a file, in place of any that is there.</summary>
    /// <param name="path">Usually <c>report.html</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, ToHtml());
    }

    private string Subtitle(RunRecord run) => string.Join(
        " · ", new[] { RunText.Moment(run.Created), Data.Count > 0 ? Data[0].Value : "", $"{RunText.Count(run.Parameters)} parameters" }.Where(part => part.Length > 0));

    private void AddCurves(ReportPage page)
    {
        page.AddSection("Curves");
        if (_history.Epoch.Count == 0)
            page.AddText("No epoch was finished.");
        else
            page.AddCharts([.. new HistoryLines(_history, "TrainingReport").Metrics.Select(metric => new HistoryChart(_history, metric) { IsNarrow = true })]);
    }

    private void AddTest(ReportPage page, RunRecord run)
    {
        if (run.Confusion is not { } confusion)
            return;
        page.AddSection("Test").AddCharts([new ConfusionChart(confusion) { ClassNames = ClassNames }, .. Mistakes()]);
        page.AddTable(RunTables.PerClass(confusion, run.ClassNames));
    }

    private IEnumerable<Chart> Mistakes()
    {
        const int Most = 25;
        if (Images is null || Predictions!.Shape is not { Rank: 2 } shape || shape[1] < 2)
            return [];
        IReadOnlyList<int> mistakes = ImageChart.MostConfidentMistakes(Labels!, Predictions!, Most);
        string title = mistakes.Count == Most ? $"The {Most} most confident mistakes" : "All mistakes, the most confident first";
        return mistakes.Count == 0 ? []
            : [new ImageChart(Images) { Labels = Labels, Predictions = Predictions, ClassNames = ClassNames, Indices = mistakes, Title = title }];
    }

    private static void AddData(ReportPage page, RunRecord run)
    {
        if (run.Data.Count == 0 && run.Parts.Count == 0)
            return;
        page.AddSection("Data");
        if (run.Data.Count > 0)
            page.AddTable(RunTables.Pairs("What it was trained and tested with", "data", run.Data));
        if (run.Parts.Count > 0)
            page.AddTable(RunTables.Parts(run));
    }

    private string Summary()
    {
        using var text = new StringWriter();
        _model.Summary(text);
        return text.ToString();
    }
}
