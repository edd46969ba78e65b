using Keratin.Callbacks;
using Keratin.Digits.Imaging;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Tests.Models;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

public class TensorBoardTests
{
    [Fact]
    public void Every_value_of_the_history_stands_at_its_epoch()
    {
        using var folder = new TemporaryFolder();
        Model model = Compiled(SmallNet.Functional());
        History history = Fit(model, new TensorBoard(folder.Name), epochs: 3);

        foreach (string name in history.Keys)
        {
            bool isValidation = name.StartsWith("val_", StringComparison.Ordinal);
            string part = folder.At(isValidation ? "validation" : "train"), bare = isValidation ? name[4..] : name;
            Dictionary<long, float> written = EventReader.Scalars(part, $"epoch_{bare}");
            Assert.Equal([0L, 1, 2], written.Keys.Order());
            Assert.Equal(history[name], [written[0], written[1], written[2]]);
        }
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Keys);
        Assert.All(EventReader.Scalars(folder.At("train"), "epoch_learning_rate").Values, rate => Assert.Equal(0.001f, rate));
        // 22 samples less the last 6, in batches of 5: 4 steps an epoch.
        Dictionary<long, float> evaluated = EventReader.Scalars(folder.At("validation"), "evaluation_loss_vs_iterations");
        Assert.Equal([(4L, history["val_loss"][0]), (8L, history["val_loss"][1]), (12L, history["val_loss"][2])], evaluated.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(3, EventReader.Scalars(folder.At("validation"), "evaluation_accuracy_vs_iterations").Count);
        Assert.Empty(EventReader.Scalars(folder.At("train"), "batch_loss"));
    }

    [Fact]
    public void The_first_record_of_each_file_says_the_version_and_all_have_the_time()
    {
        using var folder = new TemporaryFolder();
        Fit(Compiled(SmallNet.Listed()), new TensorBoard(folder.Name) { TimeProvider = new FixedTime() }, epochs: 1);
        foreach (string part in new[] { "train", "validation" })
        {
            IReadOnlyList<ProtoMessage> records = EventReader.Folder(folder.At(part));
            Assert.Equal("brain.Event:2", records[0].Text(3));
            Assert.All(records.Skip(1), record => Assert.False(record.Has(3)));
            Assert.All(records, record => Assert.Equal(1772464025.0, record.Double(1)));
        }
    }

    [Fact]
    public void Running_values_are_written_after_every_so_many_batches()
    {
        using var folder = new TemporaryFolder();
        var values = new Dictionary<long, float>();
        int batches = 0;
        var recorder = new Recorder { OnBatchLogs = logs => values[++batches] = logs["loss"] };
        var board = new TensorBoard(folder.Name) { UpdateFreq = 3, WriteStepsPerSecond = true };
        Compiled(SmallNet.Listed()).Fit(SmallData.X, SmallData.OneHot, batchSize: 5, epochs: 2, verbose: 0, callbacks: [board, recorder]);

        // 5 batches an epoch, counted through.
        Dictionary<long, float> written = EventReader.Scalars(folder.At("train"), "batch_loss");
        Assert.Equal([(3L, values[3]), (6L, values[6]), (9L, values[9])], written.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(3, EventReader.Scalars(folder.At("train"), "batch_accuracy").Count);
        Assert.All(EventReader.Scalars(folder.At("train"), "batch_steps_per_second").Values, rate => Assert.True(rate > 0));
        Assert.All(EventReader.Scalars(folder.At("train"), "epoch_steps_per_second").Values, rate => Assert.True(rate > 0));
    }

    [Fact]
    public void Histograms_count_every_weight()
    {
        using var folder = new TemporaryFolder();
        Model model = Compiled(SmallNet.Functional());
        Fit(model, new TensorBoard(folder.Name) { HistogramFreq = 2 }, epochs: 5);

        var points = EventReader.Points(folder.At("train")).Where(point => point.Plugin == "histograms").ToList();
        Assert.Equal(model.Weights.Select(weight => $"{weight.Path}/histogram"), points.Where(point => point.Step == 0).Select(point => point.Tag));
        Assert.Equal([0L, 2, 4], points.Select(point => point.Step).Distinct());
        foreach (Variable weight in model.Weights)
        {
            ProtoMessage tensor = points.Single(point => point.Step == 4 && point.Tag == $"{weight.Path}/histogram").Tensor;
            double[][] rows = [.. tensor.Doubles(4).Chunk(3)];
            Assert.Equal([rows.Length, 3L], tensor.Message(2).Messages(2).Select(dim => dim.Whole(1)));
            Assert.Equal(weight.Shape.Elements, rows.Sum(row => row[2]));
            Assert.Equal(weight.Span.ToArray().Min(), rows[0][0]);
            Assert.Equal(weight.Span.ToArray().Max(), rows[^1][1]);
            Assert.All(rows, row => Assert.Equal(weight.Span.ToArray().Count(value => value >= row[0] && (value < row[1] || row == rows[^1])), row[2]));
        }
    }

    [Fact]
    public void Pictures_of_the_weights_decode_to_them()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential([new Input(6, 6, 1), new Conv2D(4, 3) { Name = "conv" }, new Flatten(), new Dense(3, "softmax") { Name = "scores" }], "net");
        Compiled(model).Fit(Numbers.Wave([6, 6, 6, 1]), Utils.ToCategorical([0, 1, 2, 0, 1, 2], 3), verbose: 0,
            callbacks: [new TensorBoard(folder.Name) { HistogramFreq = 1, WriteImages = true }]);

        Dictionary<string, ProtoMessage> images = EventReader.Points(folder.At("train")).Where(point => point.Plugin == "images")
            .ToDictionary(point => point.Tag, point => point.Tensor);
        Assert.Equal(["net/conv/kernel/image", "net/conv/bias/image", "net/scores/kernel/image", "net/scores/bias/image"], images.Keys);
        // Of four filters three are shown, 3 × 3 each; the pixel at row y, column x of filter f lies at (y · 3 + x) · 4 + f.
        GrayImage[] filters = Decoded(images["net/conv/kernel/image"], 3, 3);
        Assert.Equal(3, filters.Length);
        float[] kernel = model.Layers[0].Weights[0].Span.ToArray();
        for (int f = 0; f < 3; f++)
            Assert.Equal(Enumerable.Range(0, 9).Select(i => Shade(kernel, i * 4 + f)), filters[f].Pixels.ToArray());
        // 64 × 3 lies on its side.
        float[] scores = model.Layers[2].Weights[0].Span.ToArray();
        GrayImage matrix = Assert.Single(Decoded(images["net/scores/kernel/image"], 64, 3));
        Assert.Equal(Enumerable.Range(0, 3 * 64).Select(i => Shade(scores, i % 64 * 3 + i / 64)), matrix.Pixels.ToArray());
        Assert.Single(Decoded(images["net/scores/bias/image"], 1, 3));
    }

    [Theory]
    [InlineData(new float[] { }, new double[] { })]
    [InlineData(new[] { 2f, 2, 2 }, new[] { 1.5, 2.5, 3 })]
    [InlineData(new[] { float.NaN, 1, float.PositiveInfinity }, new[] { 0.5, 1.5, 1 })]
    [InlineData(new[] { float.NaN, float.NegativeInfinity }, new double[] { })]
    public void Odd_values_make_few_buckets(float[] values, double[] expected) => Assert.Equal(expected, Buckets.Of(values));

    [Fact]
    public void A_very_wide_range_still_has_thirty_buckets()
    {
        double[] rows = Buckets.Of([-float.MaxValue, 0, float.MaxValue]);
        Assert.Equal(90, rows.Length);
        Assert.All(rows, value => Assert.True(double.IsFinite(value)));
        Assert.Equal([1.0, 1, 1], [rows[2], rows[15 * 3 + 2], rows[^1]]);
    }

    [Fact]
    public void Others_can_read_while_it_is_written()
    {
        using var folder = new TemporaryFolder();
        var seen = new List<int>();
        var reader = new Recorder { OnEpochEnded = (_, _) => seen.Add(EventReader.Scalars(folder.At("train"), "epoch_loss").Count) };
        Compiled(SmallNet.Listed()).Fit(SmallData.X, SmallData.OneHot, epochs: 3, verbose: 0, callbacks: [new TensorBoard(folder.Name), reader]);
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void What_was_logged_before_a_cancellation_is_there()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        int batches = 0;
        var canceller = new Recorder
        {
            OnBatchEnded = (_, _) =>
            {
                if (++batches == 7)
                    source.Cancel();
            },
        };
        Model model = Compiled(SmallNet.Listed());
        Assert.Throws<OperationCanceledException>(() => model.Fit(SmallData.X, SmallData.OneHot, batchSize: 5, epochs: 9, verbose: 0,
            callbacks: [new TensorBoard(folder.Name) { UpdateFreq = 1 }, canceller], cancellationToken: source.Token));
        Assert.Equal([0L], EventReader.Scalars(folder.At("train"), "epoch_loss").Keys);
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], EventReader.Scalars(folder.At("train"), "batch_loss").Keys);
    }

    [Fact]
    public void A_second_fit_begins_new_files()
    {
        using var folder = new TemporaryFolder();
        Model model = Compiled(SmallNet.Listed());
        var board = new TensorBoard(folder.Name) { WriteGraph = false };
        Fit(model, board, epochs: 1);
        Fit(model, board, epochs: 1);
        Assert.Equal(2, Directory.GetFiles(folder.At("train")).Length);
        Assert.Equal(2, Directory.GetFiles(folder.At("validation")).Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_before_training()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("taken"), "a file");
        Model model = Compiled(SmallNet.Listed());
        var recorder = new Recorder();
        var fault = Assert.Throws<IOException>(() => model.Fit(SmallData.X, SmallData.OneHot, verbose: 0, callbacks: [new TensorBoard(folder.At("taken")), recorder]));
        string[] lines = fault.Message.Split('\n');
        Assert.Equal("TensorBoard: the log cannot be written.", lines[0]);
        Assert.StartsWith("  expected: a folder", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"  got:      {Path.Combine(folder.At("taken"), "train")}: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("  hint:     ", lines[3], StringComparison.Ordinal);
        Assert.Empty(recorder.Events);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TensorBoard(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorBoard { HistogramFreq = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorBoard { UpdateFreq = -1 });
        Assert.Equal("logs", new TensorBoard().LogDir);
    }

    private static byte Shade(float[] weights, int index) =>
        (byte)Math.Round(((double)weights[index] - weights.Min()) / ((double)weights.Max() - weights.Min()) * 255);

    private static GrayImage[] Decoded(ProtoMessage tensor, int width, int height)
    {
        Assert.Equal(7, tensor.Whole(1));
        Assert.Equal([$"{width}", $"{height}"], tensor.Texts(8).Take(2));
        Assert.Equal(tensor.AllBytes(8).Count, Assert.Single(tensor.Message(2).Messages(2)).Whole(1));
        GrayImage[] images = [.. tensor.AllBytes(8).Skip(2).Select(png => ImageFile.Decode(png))];
        Assert.All(images, image => Assert.Equal((width, height), (image.Width, image.Height)));
        return images;
    }

    private static Model Compiled(Model model)
    {
        model.Compile("adam", "categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private static History Fit(Model model, TensorBoard board, int epochs) =>
        model.Fit(SmallData.X, SmallData.OneHot, batchSize: 5, epochs: epochs, verbose: 0, validationSplit: 0.25f, callbacks: [board]);
}
