using Keratin.Bench.Measuring;
using Keratin.Bench.Peers;
using Keratin.Bench.Reporting;
using Keratin.Models;

namespace Keratin.Bench.Groups;

/// <summary>Predictions with the same weights on all sides: how long one image takes, and how many a second.</summary>
internal static class PredictionGroup
{
    private const int Checked = 100;
    private const float Tolerance = 1e-4f;

    private static readonly int[] s_batches = [32, 128, 1000, TrainingData.TestCount];

    public static void Run(Surroundings surroundings)
    {
        var latency = new Table(
            "Prediction of one image, µs", "network", "threads", "Keratin", "PyTorch", "to PyTorch", "ONNX Runtime", "to ONNX", "its binding",
            "to ONNX without", "PyTorch's way");
        var throughput = new Table(
            $"Prediction of {Many(surroundings.Options):N0} images, images per second", "network", "threads", "Keratin", "batch", "PyTorch", "its batch", "to PyTorch",
            "ONNX Runtime", "its batch (ONNX)", "to ONNX", "PyTorch's way");
        Torch? torch = surroundings.TorchFor(latency);
        using OnnxRuntime? onnx = torch is null ? null : StartOnnx(surroundings.Options, latency);
        int[] threads = [.. new[] { 1, surroundings.Options.Threads }.Distinct()];
        foreach (NetworkProgram program in Programs.Five.Where(program => surroundings.Options.Wants(program.Name)))
        {
            Report.Progress($"{program.Name}: predicting");
            using var model = new SharedModel(program);
            TorchPrediction? theirs = torch is null ? null : TorchPrediction.Load(torch, model, Checked);
            var sides = new Sides(surroundings.Options, model, theirs, onnx);
            Check(sides);
            foreach (int count in threads)
            {
                Backend.Threads = count;
                Latency(latency, sides, count);
                Throughput(throughput, sides, count);
            }
            Backend.Threads = surroundings.Options.Threads;
        }
        AddNotes(latency, throughput, hasPeers: torch is not null);
        surroundings.Report.Add(latency);
        surroundings.Report.Add(throughput);
    }

    private static int Many(Options options) => options.IsQuick ? 2000 : TrainingData.TestCount;

    private static void AddNotes(Table latency, Table throughput, bool hasPeers)
    {
        throughput.Note($"each side with its best batch of {string.Join(", ", s_batches)}");
        if (!hasPeers)
            return;
        latency.Note($"same weights; before, the probabilities of {Checked} images were checked to agree to {Tolerance:0.####}");
        latency.Note("ours turns bytes into scaled floats as part of the model, the others are given scaled floats");
        latency.Note("its binding: what a call of ONNX Runtime from Node costs with a model of one operator, taken off in the last ratio");
    }

    private static OnnxRuntime? StartOnnx(Options options, Table table)
    {
        try
        {
            OnnxRuntime onnx = OnnxRuntime.Start(options);
            table.Note($"ONNX Runtime {onnx.Version} through its binding for Node, all optimizations");
            return onnx;
        }
        catch (PeerException e)
        {
            table.Note($"ONNX Runtime not measured: {e.Message}");
            return null;
        }
    }

    // Three networks that do not agree must not be compared.
    private static void Check(Sides sides)
    {
        float[] ours = sides.Ours.Probabilities(Checked);
        Compare(sides, "PyTorch", ours, sides.Torch?.Probabilities);
        Compare(sides, "ONNX Runtime", ours, sides.Onnx?.Load(sides.Model.OnnxFile, 1, Checked));
    }

    private static void Compare(Sides sides, string name, float[] ours, float[]? theirs)
    {
        if (theirs is null)
            return;
        float difference = ours.Length != theirs.Length ? float.NaN : ours.Zip(theirs, (x, y) => Math.Abs(x - y)).Max();
        if (!(difference <= Tolerance))
            throw new InvalidOperationException($"{sides.Model.Program.Name}: the probabilities of {name} differ from ours by {difference}: not the same network.");
    }

    private static void Latency(Table table, Sides sides, int threads)
    {
        const double Turn = 0.2;
        Measurement ours = new Measurement(sides.Ours.One).WarmUp();
        string key = $"{sides.Model.Program.Name} {threads}";
        sides.Onnx?.Load(sides.Model.OneOperatorFile, threads, 1);
        sides.Onnx?.Load(sides.Model.OnnxFile, threads, 1);
        Rounds[] rounds = Alternation.Measure(
            sides.Options.Rounds(7), warmups: 1, () => ours.Round(Turn),
            sides.Torch is { } torch ? () => torch.Seconds(key, 1, [1], threads, Turn) : null,
            sides.Onnx is { } onnx ? () => onnx.Seconds(sides.Model.OnnxFile, 1, 1, Turn) : null,
            sides.Onnx is { } same ? () => same.Seconds(sides.Model.OneOperatorFile, 1, 1, Turn) : null);
        double own = rounds[0].Median, theirs = rounds[1].Median, third = rounds[2].Median, binding = rounds[3].Median;
        table.Add(
            sides.Model.Program.Name, Cell.Of(threads), Cell.Of(own * 1e6, 1), Cell.Of(theirs * 1e6, 1), Cell.Ratio(theirs / own),
            Cell.Of(third * 1e6, 1), Cell.Ratio(third / own), Cell.Of(binding * 1e6, 1), Cell.Ratio((third - binding) / own), sides.Torch?.Way ?? Cell.None);
    }

    private static void Throughput(Table table, Sides sides, int threads)
    {
        int many = Many(sides.Options);
        double turn = sides.Options.IsQuick ? 0.2 : 0.6;
        new Measurement(() => sides.Ours.Many(s_batches[0])).WarmUp();
        int batch = s_batches.Where(batch => batch <= many).MinBy(batch => new Measurement(() => sides.Ours.Many(batch)).Round(turn / 2));
        var ours = new Measurement(() => sides.Ours.Many(batch));
        string key = $"{sides.Model.Program.Name} {threads}";
        int onnxBatch = sides.Onnx?.ChooseBatch(sides.Model.OnnxFile, many, s_batches, turn) ?? 0;
        Rounds[] rounds = Alternation.Measure(
            sides.Options.Rounds(5), warmups: 1, () => ours.Round(turn),
            sides.Torch is { } torch ? () => torch.Seconds(key, many, s_batches, threads, turn) : null,
            sides.Onnx is { } onnx ? () => onnx.Seconds(sides.Model.OnnxFile, many, onnxBatch, turn) : null);
        double own = rounds[0].Median, theirs = rounds[1].Median, third = rounds[2].Median;
        table.Add(
            sides.Model.Program.Name, Cell.Of(threads), Cell.Of(many / own), Cell.Of(batch), Cell.Of(many / theirs),
            Cell.Of(sides.Torch?.Batch), Cell.Ratio(theirs / own), Cell.Of(many / third), sides.Onnx is null ? Cell.None : Cell.Of(onnxBatch),
            Cell.Ratio(third / own), sides.Torch?.Way ?? Cell.None);
    }

    private sealed record Sides(Options Options, SharedModel Model, TorchPrediction? Torch, OnnxRuntime? Onnx)
    {
        public OwnPrediction Ours { get; } = new(Model.Model, Many(Options));
    }
}
