using System.Globalization;
using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Digits.Networks;
using Keratin.Digits.Recognition;
using Keratin.Models;
using Keratin.Visualization;

namespace Keratin.Digits.Reporting;

/// <summary>A training of one of the <see cref="DigitNetworks"/>, with all that its report says.</summary>
/// <example>
/// <code>
/// TrainingReport report = run.ToReport();
/// report.Save("report.html");
/// report.ToRecord().Save("run.json");
/// </code>
/// </example>
public sealed class DigitRun
{
    private const string CommandRemark =
        "Run in the same folder on a processor with the same SIMD width, it gives the same weights to the last bit, on any number of threads.";

    /// <summary>What was trained.</summary>
    public required DigitNetwork Network { get; init; }

    /// <summary>The model, as far as it was trained; its history is that of the training.</summary>
    public required Model Model { get; init; }

    /// <summary>Epochs that were asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images of a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Part of the training images, the last ones, that validated.</summary>
    public required float ValidationSplit { get; init; }

    /// <summary>Start of all random numbers.</summary>
    public required int Seed { get; init; }

    /// <summary>How long the training took, without the test.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Where the images came from; null for MNIST itself.</summary>
    public string? DataPath { get; init; }

    /// <summary>Labels of the images that trained and validated, shape <c>(count,)</c>.</summary>
    public required Tensor<byte> TrainLabels { get; init; }

    /// <summary>Images of the test, shape <c>(count, 28, 28)</c>.</summary>
    public required Tensor<byte> TestImages { get; init; }

    /// <summary>Their labels, shape <c>(count,)</c>.</summary>
    public required Tensor<byte> TestLabels { get; init; }

    /// <summary>What the model said of them, shape <c>(count, 10)</c>; null if there was no test.</summary>
    public Tensor<float>? Probabilities { get; init; }

    /// <summary>The command line that repeats the run.</summary>
    public required string Command { get; init; }

    /// <summary>The report, which also gives the record for a comparison.</summary>
    public TrainingReport ToReport()
    {
        byte[] labels = TrainLabels.ToArray();
        // As Fit splits them.
        int trained = (int)Math.Floor(labels.Length * (1 - (double)(decimal)ValidationSplit));
        return new TrainingReport(Model, Model.History ?? new History())
        {
            Name = Network.Name,
            Epochs = Epochs,
            Time = Time,
            SamplesPerEpoch = trained,
            Command = Command,
            CommandNote = CommandRemark,
            Settings = Settings(),
            Data = [("images", DataPath ?? "MNIST"), ("size", "28 × 28, gray"), ("pixels", "0 to 255, divided by 255 in the first layer")],
            Parts = Parts(labels, trained),
            Results = Probabilities is null ? [] : [("test loss", DigitScore.Of(Probabilities, TestLabels).Loss)],
            Images = TestImages,
            Labels = Probabilities is null ? null : (Samples)TestLabels,
            Predictions = Probabilities is null ? null : (Samples)Probabilities,
        };
    }

    private (string, string)[] Settings() =>
    [
        ("network", Network.Name),
        ("epochs", Number(Epochs)),
        ("batch size", Number(BatchSize)),
        ("learning rate", Number(Model.Optimizer!.LearningRate)),
        ("validation split", Number(ValidationSplit)),
        ("shuffle", "before each epoch"),
        ("seed", Number(Seed)),
    ];

    private (string, IReadOnlyList<int>)[] Parts(byte[] labels, int trained)
    {
        (string, IReadOnlyList<int>) training = ("training", Counts(labels.AsSpan(0, trained))), test = ("test", Counts(TestLabels.ToArray()));
        return trained == labels.Length ? [training, test] : [training, ("validation", Counts(labels.AsSpan(trained))), test];
    }

    private static int[] Counts(ReadOnlySpan<byte> labels)
    {
        int[] counts = new int[Recognition.Probabilities.Classes];
        foreach (byte label in labels)
            counts[label]++;
        return counts;
    }

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
