using Keratin.Layers;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Visualization;

namespace Keratin.Tests.Visualization;

/// <summary>Charts of every kind, ordinary ones and those that are hard to lay out.</summary>
internal static class SampleCharts
{
    private const string Nasty = "<script>alert(\"&'\u0000\u0008\uD800\uFFFF\n</title></svg>]]>";
    private const string Long = "a rather long name that has been given to this thing without a thought of how it might look anywhere";

    /// <summary>Each chart by a name; those in <see cref="Golden"/> among them.</summary>
    public static IReadOnlyDictionary<string, Func<Chart>> All { get; } = new Dictionary<string, Func<Chart>>
    {
        ["line"] = () => new LineChart(new LineSeries("slow", 3, 2, 1.5f), new LineSeries("fast", [1, 2, 4], [3, 0.75, 0.5]) { Best = Best.Lowest }) { XLabel = "step", YLabel = "loss" },
        ["history"] = () => new HistoryChart(Histories.Usual()),
        ["runs"] = () => new RunsChart([("one", Histories.Usual(5)), ("two", Histories.Usual(9))]),
        ["runs-panels"] = () => new RunsChart([("3 epochs", Histories.Usual(3)), ("200 epochs", Histories.Usual(200))]) { SideBySide = true, IsLog = true },
        ["confusion"] = () => new ConfusionChart(Counts(3)) { ClassNames = ["cat", "dog", "bird"] },
        ["confusion-percent"] = () => new ConfusionChart(Counts(10)) { IsNormalized = true },
        ["probability"] = () => new ProbabilityChart(new float[] { 0.01f, 0.9f, 0.09f }) { ClassNames = ["zero", "one", "two"], Label = 2 },
        ["histogram"] = () => new HistogramChart(Tensor.Create(Enumerable.Range(0, 200).Select(n => (n % 20 - 9.5f) * (n % 7) / 64f).ToArray()), "height"),

        ["history-narrow"] = () => new HistoryChart(Histories.Usual(), "loss") { IsNarrow = true },
        ["history-narrow-all"] = () => new HistoryChart(Histories.Usual()) { IsNarrow = true },
        ["runs-narrow"] = () => new RunsChart([.. Enumerable.Range(0, 9).Select(n => ($"{Long[..(n * 8)]} {n}", Histories.Usual(n + 1)))]) { IsNarrow = true },

        ["runs-metrics"] = () => new RunsChart([("one", Histories.Usual(5)), ("two", Histories.Usual(9))], ["loss", "accuracy"]) { IsLog = true },
        ["runs-metrics-panels"] = () => new RunsChart([("one", Histories.Usual(5)), ("two", Histories.Usual(9))], ["loss", "accuracy"]) { SideBySide = true },

        ["one-epoch"] = () => new HistoryChart(Histories.Usual(1)),
        ["one-epoch-log"] = () => new HistoryChart(Histories.Usual(1), "loss") { IsLog = true },
        ["many-epochs"] = () => new HistoryChart(Histories.Usual(500)) { IsLog = true },
        ["not-finite"] = () => new HistoryChart(Histories.Of(
            ("loss", [1, float.NaN, 0.5f, float.PositiveInfinity, float.NegativeInfinity, 0.25f, 0.125f]), ("val_loss", [float.NaN, float.NaN])), "loss"),
        ["not-finite-log"] = () => new LineChart(new LineSeries("x", 1, 0, -1, float.NaN, 1e-8f, 1e20f)) { IsLog = true, YLabel = "loss" },
        ["nothing-finite"] = () => new LineChart(new LineSeries("x", float.NaN, float.NaN)),
        ["no-values"] = () => new LineChart(new LineSeries("x")),
        ["validation-frequency"] = () => new HistoryChart(Histories.Of(("loss", [4, 3, 2, 1, 0.5f]), ("val_loss", [null, 3, null, 2, null]))),
        ["learning-rate"] = () => new HistoryChart(Histories.Of(("loss", [1, 0.5f]), ("learning_rate", [1e-3f, 1e-5f]))),
        ["constant"] = () => new LineChart(new LineSeries("x", 5, 5, 5)),
        ["huge"] = () => new LineChart(new LineSeries("x", [1, 2], [-1e299, 1e299]), new LineSeries("y", [1, 2], [double.MaxValue, 1e-300])),
        ["tiny"] = () => new LineChart(new LineSeries("x", [1, 2], [1.0000001, 1.0000002])),
        ["small-steps"] = () => new LineChart(new LineSeries("x", [0.000012, 0.000013], [1e-12, 3e-12])),
        ["far"] = () => new LineChart(new LineSeries("x", [1e6, 1e6 + 3], [123456, 123457])),
        ["many-series"] = () => new LineChart([.. Enumerable.Range(0, 30).Select(n => new LineSeries($"series number {n}", n, n + 1, n * 2) { Best = Best.Lowest })]),
        ["many-runs"] = () => new RunsChart([.. Enumerable.Range(0, 9).Select(n => ($"{n} {Long}", Histories.Usual(n + 1)))]) { SideBySide = true, Title = Long + Long + Long + Long + Long + Long },
        ["nasty-lines"] = () => new LineChart(new LineSeries(Nasty, 1, 2), new LineSeries("", 2, 1)) { Title = Nasty, XLabel = Nasty, YLabel = Nasty, Description = Nasty },
        ["nasty-runs"] = () => new RunsChart([(Nasty, Histories.Usual(2)), ("漢字漢字漢字 😀😀 e\u0301", Histories.Usual(3))]) { SideBySide = true },
        ["no-title"] = () => new LineChart(new LineSeries("x", 1, 2)) { Title = "" },

        ["confusion-2"] = () => new ConfusionChart(Counts(2)),
        ["confusion-2-names"] = () => new ConfusionChart(Counts(2)) { ClassNames = [Long, Nasty], IsNormalized = true },
        ["confusion-100"] = () => new ConfusionChart(Counts(100)),
        ["confusion-40-names"] = () => new ConfusionChart(Counts(40)) { ClassNames = [.. Enumerable.Range(0, 40).Select(n => $"class {n} {Long[..n]}")] },
        ["confusion-empty"] = () => new ConfusionChart(new ConfusionMatrix(4)),
        ["confusion-large-counts"] = () => new ConfusionChart(Large()),

        ["probability-many"] = () => new ProbabilityChart(Enumerable.Range(1, 100).Select(n => n / 5050f).ToArray()) { Label = 3, ClassNames = [.. Enumerable.Range(0, 100).Select(n => $"{Long} {n}")] },
        ["probability-one"] = () => new ProbabilityChart(new float[] { 1 }) { Label = 0, ClassNames = [Nasty] },
        ["probability-zero"] = () => new ProbabilityChart(new float[] { 0, 0 }),

        ["histogram-constant"] = () => new HistogramChart(Tensor.Create(new float[] { 3, 3, 3 })),
        ["histogram-zeros"] = () => new HistogramChart(new Variable("bias", [5])),
        ["histogram-one-huge"] = () => new HistogramChart(Tensor.Create(new float[] { float.MaxValue, 0, float.NaN, float.NegativeInfinity })),
        ["histogram-not-finite"] = () => new HistogramChart(Tensor.Create(new float[] { float.NaN }), Nasty),
        ["histogram-layer"] = () => new HistogramChart(SmallModel()),

        ["images"] = () => new ImageChart(Images()) { Labels = new[] { 0, 1, 2 }, Predictions = new[,] { { 0.9f, 0.1f, 0 }, { 0.6f, 0.3f, 0.1f }, { 0, 0, 1 } } },
        ["images-nasty"] = () => new ImageChart(Images()) { Labels = new[] { 0, 1, 0 }, Predictions = new[] { 1, 1, 1 }, ClassNames = [Nasty, Long], Title = Nasty },
        ["images-captions"] = () => new ImageChart(Images()) { Captions = [Long, "", Nasty] },
        ["images-plain"] = () => new ImageChart(new float[1, 2, 60]),
        ["filters"] = () => new FilterChart(SmallModel().GetLayer("first")),
        ["filters-deep"] = () => new FilterChart(SmallModel().GetLayer("second")) { MaxFilters = 3, MaxChannels = 2 },
        ["filters-color"] = () => new FilterChart(Built(new Conv2D(5, 3) { Name = "colours", KernelInitializer = new Keratin.Initializers.GlorotUniform { Seed = 6 } }, [1, 8, 8, 3])),
        ["maps"] = () => new FeatureMapChart(SmallModel(), "first", new float[2, 8, 8]) { Index = 1 },
        ["maps-units"] = () => new FeatureMapChart(SmallModel(), "scores", new float[1, 8, 8]),
        ["saliency"] = () => new SaliencyChart(SmallModel(), new float[5, 8, 8]) { Indices = [0, 1, 4], ClassNames = [Nasty, Long, "c"] },
        ["occlusion"] = () => new OcclusionChart(SmallModel(), Bright()) { ClassNames = [Nasty, Long, "c"] },
    };

    /// <summary>Those whose text is kept.</summary>
    public static IReadOnlyList<string> Golden { get; } = ["line", "history", "runs", "runs-panels", "confusion", "confusion-percent", "probability", "histogram"];

    /// <summary>A convolutional network with softmax, weights from a seed.</summary>
    public static Sequential SmallModel() => new(
        [
            new Input(8, 8, 1),
            new Conv2D(4, 3, "tanh") { Name = "first", KernelInitializer = new Keratin.Initializers.GlorotUniform { Seed = 1 } },
            new Conv2D(5, 3, "tanh") { Name = "second", KernelInitializer = new Keratin.Initializers.GlorotUniform { Seed = 2 } },
            new Flatten(),
            new Dense(3, "softmax") { Name = "scores", KernelInitializer = new Keratin.Initializers.GlorotUniform { Seed = 3 } },
        ],
        "small");

    /// <summary>Three gray images of bytes.</summary>
    public static Tensor<byte> Images() => Tensor.Create(Enumerable.Range(0, 3 * 4 * 6).Select(n => (byte)(n * 3)).ToArray(), [3, 4, 6]);

    private static float[,,] Bright()
    {
        var image = new float[1, 8, 8];
        for (int y = 2; y < 6; y++)
            image[0, y, 4] = 1;
        return image;
    }

    private static ConfusionMatrix Counts(int classes)
    {
        var matrix = new ConfusionMatrix(classes);
        for (int n = 0; n < 40 * classes; n++)
            matrix.Add(n % classes, n % 11 == 0 ? n * 7 % classes : n % classes);
        return matrix;
    }

    private static ConfusionMatrix Large()
    {
        var matrix = new ConfusionMatrix(10);
        for (int n = 0; n < 3_000_000; n++)
            matrix.Add(n % 10, n % 10);
        return matrix;
    }

    private static TLayer Built<TLayer>(TLayer layer, Shape input)
        where TLayer : Layer
    {
        layer.EnsureBuilt(input);
        return layer;
    }
}
