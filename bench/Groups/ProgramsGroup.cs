using Keratin.Bench.Measuring;
using Keratin.Bench.Peers;
using Keratin.Bench.Reporting;

namespace Keratin.Bench.Groups;

/// <summary>Samples a second of whole training epochs, beside PyTorch.</summary>
internal static class ProgramsGroup
{
    /// <summary>Floating-point operations of forward and both gradients for one sample of cnn; the first layer needs no input gradient.</summary>
    private const double CnnFlops = 28.6e6;

    public static void Run(Surroundings surroundings)
    {
        var table = new Table(
            "Training, samples per second", "program", "batch", "samples", "Keratin", "PyTorch", "ratio", "of the fastest rounds", "PyTorch's best setting");
        Torch? torch = surroundings.TorchFor(table);
        var ratios = new Dictionary<NetworkProgram, double>();
        foreach (NetworkProgram program in Programs.All.Where(program => surroundings.Options.Wants(program.Name)))
            ratios[program] = Add(table, surroundings, torch, program);
        double[] five = [.. ratios.Where(pair => Programs.Five.Contains(pair.Key)).Select(pair => pair.Value)];
        if (five.Length == Programs.Five.Count && torch is not null)
            table.Note($"geometric mean of the five programs' ratios: {Statistics.GeometricMean(five):F2}");
        table.Note("a full epoch over so many samples: shuffling, batching, forward, loss, backward, optimizer, loss and accuracy; median of alternated rounds");
        surroundings.Report.Add(table);
    }

    private static double Add(Table table, Surroundings surroundings, Torch? torch, NetworkProgram program)
    {
        Options options = surroundings.Options;
        Report.Progress($"{program.Name}: trying PyTorch's settings");
        TorchTraining? theirs = torch is null ? null : new TorchTraining(torch, program, options.Threads, options.IsQuick);
        int samples = SamplesFor(program, theirs, options.IsQuick ? 0.5 : 1.5);
        var ours = new OwnTraining(program, samples);
        Report.Progress($"{program.Name}: training");
        Rounds[] seconds = Alternation.Measure(
            options.Rounds(7), warmups: 1, () => ours.Seconds(), theirs is null ? null : () => theirs.Seconds(samples), () => surroundings.Peak.Round(0.1));
        if (theirs is not null && theirs.Parameters != ours.Parameters)
            throw new InvalidOperationException($"{program.Name}: {ours.Parameters} weights here, {theirs.Parameters} there: not the same network.");
        double own = samples / seconds[0].Median, ratio = seconds[1].Median / seconds[0].Median;
        table.Add(
            program.Name, Cell.Of(program.Batch), Cell.Of(samples), Cell.Of(own), Cell.Of(samples / seconds[1].Median), Cell.Ratio(ratio),
            Cell.Ratio(seconds[1].Least / seconds[0].Least), theirs?.Setting.ToString() ?? Cell.None);
        double gigaFlops = own * CnnFlops / 1e9, peak = seconds[2].Median;
        if (program.Name == "cnn")
            table.Note($"cnn does {gigaFlops:F0} GFLOP/s ({CnnFlops / 1e6:F1} MFLOP a sample), {gigaFlops / peak:P0} of the FMA peak of {peak:F0}");
        return ratio;
    }

    // As many as the slower side needs for a round, in whole batches unless it is all there are.
    private static int SamplesFor(NetworkProgram program, TorchTraining? theirs, double seconds)
    {
        const int First = 10;
        var trial = new OwnTraining(program, First * program.Batch);
        trial.Seconds();
        double rate = Math.Min(First * program.Batch / trial.Seconds(), theirs?.SamplesPerSecond ?? double.PositiveInfinity);
        int batches = Math.Max((int)(rate * seconds) / program.Batch, First);
        return Math.Min(batches * program.Batch, TrainingData.All);
    }
}
