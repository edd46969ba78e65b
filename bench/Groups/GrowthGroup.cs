using Keratin.Bench.Cases;
using Keratin.Bench.Measuring;
using Keratin.Bench.Reporting;
using Keratin.Cpu.Kernels;
using Keratin.Models;

namespace Keratin.Bench.Groups;

/// <summary>How speed changes as batches, images, channels and threads grow.</summary>
internal static class GrowthGroup
{
    private const double Turn = 0.06;

    public static void Run(Surroundings surroundings)
    {
        Batches(surroundings);
        Convolutions(
            surroundings, "A 3² convolution of 32 channels by image side, GFLOP/s", "side", [28, 56, 112, 224],
            side => new ConvolutionShape(8, side, 32, 3, 32, Padding: 1));
        Convolutions(
            surroundings, "A 3² convolution of 28² pixels by channels, GFLOP/s", "channels", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
            channels => new ConvolutionShape(8, 28, channels, 3, channels, Padding: 1));
        Threads(surroundings);
    }

    private static void Batches(Surroundings surroundings)
    {
        Options options = surroundings.Options;
        var table = new Table("Training cnn by batch size", "batch", "samples per second", "of the largest");
        int[] sizes = [.. Enumerable.Range(0, 11).Select(power => 1 << power)];
        NetworkProgram cnn = Programs.Named("cnn");
        // Small batches take several times as long for a sample.
        OwnTraining[] all = [.. sizes.Select(size => new OwnTraining(cnn, SamplesFor(size), size))];
        Report.Progress("cnn by batch size");
        Rounds[] rounds = Alternation.Measure(options.Rounds(3), warmups: 1, [.. all.Select<OwnTraining, Func<double>>(one => () => one.Seconds())]);
        double[] rates = [.. rounds.Select((time, i) => SamplesFor(sizes[i]) / time.Median)];
        for (int i = 0; i < sizes.Length; i++)
            table.Add(Cell.Of(sizes[i]), Cell.Of(rates[i]), Cell.Percent(rates[i] / rates.Max()));
        surroundings.Report.Add(table);
    }

    private static int SamplesFor(int batch) => Math.Clamp(batch * 64, 256, 4096);

    private static void Convolutions(Surroundings surroundings, string title, string axis, int[] values, Func<int, ConvolutionShape> shapeFor)
    {
        var table = new Table(title, axis, "forward", "of peak", "kernel gradient", "of peak (kernel)", "input gradient", "of peak (input)");
        foreach (int value in values)
        {
            Report.Progress($"{title}: {value}");
            ConvolutionShape shape = shapeFor(value);
            KernelCase[] cases = [ConvolutionCases.Forward("", shape), ConvolutionCases.KernelGradient("", shape), ConvolutionCases.InputGradient("", shape)];
            IRepeatable[] kernels = [.. cases.Select(one => one.Create(Surroundings.Team, Simd.Best))];
            Measurement[] measurements = [.. kernels.Select(kernel => new Measurement(kernel.Run).WarmUp())];
            Func<double>[] sides = [.. measurements.Select<Measurement, Func<double>>(one => () => one.Round(Turn)), () => surroundings.Peak.Round(Turn)];
            Rounds[] rounds = Alternation.Measure(surroundings.Options.Rounds(3), warmups: 1, sides);
            Cell[] cells = [.. rounds.Take(3).SelectMany(time => Cells(shape.Flops / time.Median / 1e9, rounds[3].Median))];
            table.Add([Cell.Of(value), .. cells]);
            foreach (IRepeatable kernel in kernels)
                kernel.Dispose();
        }
        table.Note("batch 8, same padding, as many filters as channels");
        surroundings.Report.Add(table);
    }

    private static IEnumerable<Cell> Cells(double gigaFlops, double peak) => [Cell.Of(gigaFlops, 1), Cell.Percent(gigaFlops / peak)];

    // Whole batches that take about a quarter of a second.
    private static int SamplesFor(NetworkProgram program)
    {
        const int First = 20;
        var trial = new OwnTraining(program, First * program.Batch);
        trial.Seconds();
        double batches = 0.25 * First / trial.Seconds();
        return (int)Math.Clamp(batches, 4, 60_000 / program.Batch) * program.Batch;
    }

    private static void Threads(Surroundings surroundings)
    {
        Options options = surroundings.Options;
        int most = options.Threads;
        var table = new Table("Training by threads, samples per second", "program", "1 thread", $"{most} threads", "ratio");
        foreach (NetworkProgram program in Programs.All.Where(program => options.Wants(program.Name)))
        {
            Report.Progress($"{program.Name} by threads");
            int samples = SamplesFor(program);
            var training = new OwnTraining(program, samples);
            // The first epoch of another team makes its threads and its memory.
            double With(int threads)
            {
                Backend.Threads = threads;
                training.Seconds();
                return training.Seconds();
            }
            Rounds[] rounds = Alternation.Measure(options.Rounds(5), warmups: 2, () => With(1), () => With(most));
            table.Add(
                program.Name, Cell.Of(samples / rounds[0].Median), Cell.Of(samples / rounds[1].Median), Cell.Ratio(rounds[0].Median / rounds[1].Median));
        }
        Backend.Threads = most;
        surroundings.Report.Add(table);
    }
}
