using System.Text.Json.Nodes;
using Keratin.Bench.Cases;
using Keratin.Bench.Measuring;
using Keratin.Bench.Peers;
using Keratin.Bench.Reporting;
using Keratin.Cpu;
using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Groups;

/// <summary>Kernels against what the machine can do at most, measured beside them, and against PyTorch's operators.</summary>
internal static class KernelsGroup
{
    private const double Turn = 0.06;

    public static void Run(Surroundings surroundings)
    {
        Arithmetic(surroundings, "Matrix products", MatMulCases.All());
        Arithmetic(surroundings, "Convolutions", ConvolutionCases.All());
        Memory(surroundings);
    }

    private static void Arithmetic(Surroundings surroundings, string title, IEnumerable<KernelCase> cases)
    {
        var table = new Table(title, "kernel", "µs", "GFLOP/s", "of peak", "fastest of peak", "PyTorch GFLOP/s", "ratio", "of the fastest", "PyTorch's layout, threads");
        Torch? torch = surroundings.TorchFor(table);
        SimdWidth width = WidthOf(surroundings.Options);
        var empty = new BoundKernel(new EmptyKernel(Surroundings.Team.Threads), Surroundings.Team, [], 1);
        double forkAndJoin = new Measurement(empty.Run).Round(0.1);
        foreach (KernelCase one in cases.Where(one => surroundings.Options.Wants(one.Name)))
        {
            var (ours, theirs, peak, variant) = Measure(surroundings, torch, one, width, turn => surroundings.Peak.Round(turn));
            double share = one.Flops / ours.Median / 1e9 / peak.Median, fastest = one.Flops / ours.Least / 1e9 / surroundings.Peak.FastGigaFlops;
            table.Add(
                one.Name, Cell.Significant(ours.Median * 1e6), Cell.Of(one.Flops / ours.Median / 1e9, 1), Cell.Percent(share), Cell.Percent(fastest),
                Cell.Of(one.Flops / theirs.Median / 1e9, 1), Cell.Ratio(theirs.Median / ours.Median), Cell.Ratio(theirs.Least / ours.Least), variant);
        }
        table.Note($"FMA peak {surroundings.Peak.GigaFlops:F0} GFLOP/s, fastest tenth {surroundings.Peak.FastGigaFlops:F0}; kernels of {(int)width} bits; "
            + $"calling the team together takes {forkAndJoin * 1e6:F2} µs");
        table.Note("of the fastest: the fastest tenth of the runs on either side");
        surroundings.Report.Add(table);
    }

    private static void Memory(Surroundings surroundings)
    {
        var table = new Table(
            "What moves numbers", "kernel", "µs", "GB/s", "in", "of bandwidth", "PyTorch GB/s", "ratio", "of the fastest", "PyTorch's variant, threads");
        Torch? torch = surroundings.TorchFor(table);
        IReadOnlyList<Bandwidth> levels = Bandwidth.Levels(Surroundings.Team);
        foreach (KernelCase one in MemoryCases.All().Where(one => surroundings.Options.Wants(one.Name)))
        {
            Bandwidth level = levels.First(level => one.Bytes <= level.Capacity);
            var (ours, theirs, most, variant) = Measure(surroundings, torch, one, Simd.Best, turn => level.Round(turn));
            table.Add(
                one.Name, Cell.Significant(ours.Median * 1e6), Cell.Of(one.Bytes / ours.Median / 1e9, 1), level.Level,
                Cell.Percent(one.Bytes / ours.Median / 1e9 / most.Median), Cell.Of(one.Bytes / theirs.Median / 1e9, 1),
                Cell.Ratio(theirs.Median / ours.Median), Cell.Ratio(theirs.Least / ours.Least), variant);
        }
        foreach (Bandwidth level in levels)
        {
            level.Round(Turn);
            table.Note($"{level.Level}: {level.GigaBytes:F0} GB/s (a + s · b over {level.MegaBytes:F1} MB, two reads and a write counted)");
            level.Dispose();
        }
        table.Note("a kernel is held against the fastest level that all its bytes fit into together");
        table.Note("of the fastest: the fastest tenth of the runs on either side");
        surroundings.Report.Add(table);
    }

    // A round each of ours, PyTorch's and the machine's limit, in turns.
    private static (Rounds Ours, Rounds Theirs, Rounds Most, string Variant) Measure(
        Surroundings surroundings, Torch? torch, KernelCase one, SimdWidth width, Func<double, double> limit)
    {
        Report.Progress(one.Name);
        using IRepeatable kernel = one.Create(Surroundings.Team, width);
        Measurement measurement = new Measurement(kernel.Run).WarmUp();
        string variant = "";
        double fastest = double.NaN;
        double AskTorch()
        {
            JsonObject answer = torch.Process(isTuned: true).Ask(one.Request(surroundings.Options.Threads, Turn));
            variant = (string)answer["variant"]!;
            fastest = double.MinNumber(fastest, (double)answer["fast"]!);
            return (double)answer["seconds"]!;
        }
        Rounds[] rounds = Alternation.Measure(
            surroundings.Options.Rounds(5), warmups: 1, () => measurement.Round(Turn), torch is null ? null : AskTorch, () => limit(Turn));
        return (rounds[0] with { Least = measurement.FastSeconds }, rounds[1] with { Least = fastest }, rounds[2], variant);
    }

    private static SimdWidth WidthOf(Options options) => (SimdWidth)options.Number("width", (int)Simd.Best);
}
