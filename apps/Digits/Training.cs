using System.Diagnostics;
using System.Text.Json.Nodes;
using Digits.Live;
using Keratin;
using Keratin.Datasets;
using Keratin.Digits.Networks;
using Keratin.Digits.Recognition;
using Keratin.Digits.Reporting;
using Keratin.Models;
using Keratin.Visualization;

namespace Digits;

/// <summary>One run of <c>digits train</c>.</summary>
internal sealed class Training(Surroundings surroundings)
{
    public required DigitNetwork Network { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required float? LearningRate { get; init; }

    public required int Seed { get; init; }

    public required float ValidationSplit { get; init; }

    public required string? Data { get; init; }

    public required string Output { get; init; }

    public required int Verbose { get; init; }

    public required bool Json { get; init; }

    // With --json the report goes nowhere and standard output belongs to the object alone.
    private TextWriter Report => Json ? TextWriter.Null : surroundings.Output;

    public int Run()
    {
        LiveTraining? live = !Json && Verbose == 1 ? LiveTraining.Where(surroundings, BatchSize) : null;
        MnistData data = Images.Load(Data);
        OutputFolder folder = OutputFolder.Open(Output);
        Utils.SetRandomSeed(Seed);
        Model model = Network.Build(LearningRate);
        Announce(model, data.Train);
        var watch = Stopwatch.StartNew();
        try
        {
            Fit(model, data.Train, live);
        }
        catch (OperationCanceledException)
        {
            return Stop(folder, model, data, watch.Elapsed);
        }
        TimeSpan time = watch.Elapsed;
        // Saved before the test: a Ctrl-C during the test must not lose the training.
        folder.Save(model, model.History);
        DigitScore score = Test(folder, model, data, time);
        if (!double.IsFinite(score.Loss))
            throw new InvalidDataException($"the training diverged: its loss is {score.Loss}.\n  hint:     try a smaller --learning-rate");
        if (Json)
            surroundings.Output.WriteLine(ToJson(model, data.Train, time, score, folder).ToJsonString());
        else
            Describe(folder, data.Train, time, score);
        return ExitCode.Success;
    }

    // Two short lines, for narrow windows.
    private void Announce(Model model, LabeledImages images)
    {
        Report.WriteLine($"Training {Network.Name}, {model.CountParams():N0} parameters,");
        Report.WriteLine($"on {images.Count:N0} images, seed {Seed}.");
        Report.WriteLine();
    }

    private void Fit(Model model, LabeledImages images, LiveTraining? live) =>
        model.Fit(images.Images, images.Labels, BatchSize, Epochs, Json || live is not null ? 0 : Verbose, ValidationSplit,
            callbacks: live is null ? null : [live], cancellationToken: surroundings.Cancellation);

    // There is a report however it ends: that of an earlier training must not lie beside this model.
    private DigitScore Test(OutputFolder folder, Model model, MnistData data, TimeSpan time)
    {
        Tensor<float>? probabilities = null;
        try
        {
            probabilities = new DigitModel(model).Recognize(data.Test.Images, surroundings.Cancellation);
        }
        finally
        {
            folder.Save(ReportOf(model, data, time, probabilities));
        }
        return DigitScore.Of(probabilities, data.Test.Labels);
    }

    private TrainingReport ReportOf(Model model, MnistData data, TimeSpan time, Tensor<float>? probabilities) => new DigitRun
    {
        Network = Network,
        Model = model,
        Epochs = Epochs,
        BatchSize = BatchSize,
        ValidationSplit = ValidationSplit,
        Seed = Seed,
        Time = time,
        DataPath = Data,
        TrainLabels = data.Train.Labels,
        TestImages = data.Test.Images,
        TestLabels = data.Test.Labels,
        Probabilities = probabilities,
        Command = RepeatCommand.Of(this, model.Optimizer!.LearningRate, ProgramName.Current),
    }.ToReport();

    private int Stop(OutputFolder folder, Model model, MnistData data, TimeSpan time)
    {
        folder.Save(model, model.History);
        folder.Save(ReportOf(model, data, time, probabilities: null));
        int finished = model.History?.Epoch.Count ?? 0;
        surroundings.Error.WriteLine($"digits: stopped after {finished} of {Epochs} epochs.");
        surroundings.Error.WriteLine($"  {folder.ModelPath} has the weights as they are now,");
        surroundings.Error.WriteLine($"  {folder.HistoryPath} the finished epochs, {folder.ReportPath} both to look at.");
        return ExitCode.Failure;
    }

    private void Describe(OutputFolder folder, LabeledImages images, TimeSpan time, DigitScore score)
    {
        Scores.Write(Report, score, surroundings.Terminal);
        Report.WriteLine();
        Report.WriteLine($"Trained in {time.TotalSeconds:F1} s, {Speed(images, time):N0} images/s.");
        Report.WriteLine($"Saved {folder.ModelPath} and {folder.HistoryPath};");
        Report.WriteLine($"look at {folder.ReportPath}.");
        Report.WriteLine();
        Report.WriteLine("Try next:");
        Report.WriteLine($"  {ProgramName.Current} evaluate {Quote(folder.ModelPath)}{(Data is null ? "" : $" --data {Quote(Data)}")}");
        Report.WriteLine($"  {ProgramName.Current} predict {Quote(folder.ModelPath)} digit.png");
        string other = Network.Name == "cnn-dropout" ? "cnn" : "cnn-dropout";
        Report.WriteLine($"  {ProgramName.Current} train --network {other} --output {other}");
    }

    private JsonObject ToJson(Model model, LabeledImages images, TimeSpan time, DigitScore score, OutputFolder folder) => new()
    {
        ["network"] = Network.Name,
        ["parameters"] = model.CountParams(),
        ["epochs"] = Epochs,
        ["seed"] = Seed,
        ["trainSamples"] = TrainSamples(images),
        ["seconds"] = time.TotalSeconds,
        ["samplesPerSecond"] = Speed(images, time),
        ["testLoss"] = Digits.Json.Number(score.Loss),
        ["testAccuracy"] = score.Accuracy,
        ["model"] = folder.ModelPath,
        ["report"] = folder.ReportPath,
    };

    // As Fit splits them.
    private int TrainSamples(LabeledImages images) => (int)Math.Floor(images.Count * (1 - (double)(decimal)ValidationSplit));

    private double Speed(LabeledImages images, TimeSpan time) => (double)TrainSamples(images) * Epochs / time.TotalSeconds;

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
