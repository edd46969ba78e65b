using System.Globalization;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization.Reporting;

/// <summary>Reports without a training: the same at every run and on every machine.</summary>
internal static class SampleRuns
{
    public const string Nasty = "<script>alert(\"&'\u0000\n</title></style></svg>]]><img src=x onerror=alert(1)>";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 30, TimeSpan.Zero);

    /// <summary>A small network, six images of three classes, two mistakes.</summary>
    public static TrainingReport Usual(int epochs = 4) => new(Model("small"), Histories.Usual(epochs))
    {
        Name = "small",
        Created = Noon,
        Epochs = 4,
        Time = TimeSpan.FromSeconds(2),
        SamplesPerEpoch = 500,
        Command = "digits train --network small",
        CommandNote = "In the same folder.",
        Settings = [("batch size", "32"), ("seed", "1"), ("loss", "my own name for it")],
        Data = [("images", "stripes"), ("size", "4 × 6")],
        Parts = [("training", [200, 150, 150]), ("test", [2, 2, 2])],
        Results = [("test loss", 0.123456), ("worst", double.NaN)],
        Images = Tensor.Create(Enumerable.Range(0, 6 * 4 * 6).Select(n => (byte)n).ToArray(), [6, 4, 6]),
        Labels = new[] { 0, 1, 2, 0, 1, 2 },
        Predictions = new[,] { { 0.9f, 0.1f, 0 }, { 0.6f, 0.3f, 0.1f }, { 0, 0, 1 }, { 1, 0, 0 }, { 0, 0.9f, 0.1f }, { 0, 0.75f, 0.25f } },
        ClassNames = ["cat", "dog", "bird"],
        Environment = [("Keratin", "1.2.3"), ("threads", "2")],
    };

    /// <summary>One in which everything that can be named is named to break out of the page.</summary>
    public static TrainingReport Hostile() => new(Model("m<b>&\"'"), Histories.Of((Nasty, [1, float.NaN]), ("val_loss", [2, null])))
    {
        Name = Nasty,
        Created = Noon,
        Epochs = 9,
        Command = Nasty,
        CommandNote = Nasty,
        Settings = [(Nasty, Nasty)],
        Data = [(Nasty, Nasty)],
        Parts = [(Nasty, [1, 2])],
        Results = [(Nasty, 1)],
        Images = new float[2, 3, 3],
        Labels = new[] { 0, 1 },
        Predictions = new[,] { { 0.2f, 0.8f }, { 0.1f, 0.9f } },
        ClassNames = [Nasty, "b"],
        Environment = [(Nasty, Nasty)],
    };

    /// <summary>The page without what other goldens keep: pictures and colours.</summary>
    public static string TextOf(string html) => Cut(Cut(html, "<svg", "</svg>"), "<style>", "</style>");

    private static Sequential Model(string name)
    {
        var model = new Sequential([new Input(4, 6) { Name = "image" }, new Flatten { Name = "flat" }, new Dense(3, "softmax") { Name = "scores" }], name);
        model.Compile(new Keratin.Optimizers.SGD(0.25f, momentum: 0.5f), "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private static string Cut(string text, string from, string to)
    {
        int number = 0;
        for (int start; (start = text.IndexOf(from, StringComparison.Ordinal)) >= 0;)
        {
            int end = text.IndexOf(to, start, StringComparison.Ordinal) + to.Length;
            text = string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, start)}[{from.Trim('<', '>')} {++number}]{text.AsSpan(end)}");
        }
        return text;
    }
}
