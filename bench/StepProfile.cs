using System.Diagnostics;
using Keratin.Bench.Measuring;
using Keratin.Cpu;
using Keratin.Data;
using Keratin.Models;

namespace Keratin.Bench;

/// <summary>Where the time of one training step goes: each step of the plan, the median of many runs, slowest first; then each kind of op.</summary>
internal static class StepProfile
{
    private const int Shown = 24;

    public static int Print(NetworkProgram program, Options options)
    {
        int batch = options.Number("batch", program.Batch), rounds = options.Number("rounds", IsLarge(program) ? 5 : 200);
        Backend.Threads = options.Threads;
        Model model = program.CreateCompiled();
        CpuPlan plan = TrainingData.Plan(model, program, batch, training: !options.Has("forward"));
        using var execution = (CpuExecution)plan.Rent();
        (Samples X, Samples Y) data = IsLarge(program)
            ? TrainingData.Noise(model.InputShapes[0], 2 * batch, model.OutputShape![^1]) : TrainingData.Take(program, TrainingData.All / 2);
        double[][] seconds = Measure(data, batch, plan, execution, rounds);
        double total = Statistics.Median(seconds[^1]);
        string size = $"{plan.Steps.Count} steps, arena {plan.Length * 4 / 1e6:F1} MB";
        Console.WriteLine($"{program.Name}, batch {batch}: {total * 1e3:F2} ms a step, {batch / total:F0} samples/s, {size}");
        var slowest = plan.Steps.Select((step, s) => (Step: step, Time: Statistics.Median(seconds[s]))).OrderByDescending(pair => pair.Time);
        foreach (var (step, time) in slowest.Take(options.Has("all") ? int.MaxValue : Shown))
        {
            string inputs = string.Join(' ', step.Node?.Inputs.Select(input => $"{input.Shape}") ?? []);
            Console.WriteLine($"{time * 1e6,9:F1} µs {time / total,5:P0}  {step.Node?.ToString() ?? "copy"} <- {inputs}");
        }
        PrintKinds(plan, seconds, total);
        return 0;
    }

    private static bool IsLarge(NetworkProgram program) => Applications.All.Contains(program);

    private static void PrintKinds(CpuPlan plan, double[][] seconds, double total)
    {
        Console.WriteLine();
        var kinds = plan.Steps.Select((step, s) => (Kind: step.Node?.Op.Name ?? "copy", Time: Statistics.Median(seconds[s]))).GroupBy(pair => pair.Kind);
        foreach (var kind in kinds.OrderByDescending(kind => kind.Sum(pair => pair.Time)))
        {
            double time = kind.Sum(pair => pair.Time);
            Console.WriteLine($"{time * 1e6,9:F1} µs {time / total,5:P0}  {kind.Count()} × {kind.Key}");
        }
    }

    // Times of each step of the plan, then of all together.
    private static double[][] Measure(
        (Samples X, Samples Y) data, int batch, CpuPlan plan, CpuExecution execution, int rounds)
    {
        double[][] seconds = [.. Enumerable.Range(0, plan.Steps.Count + 1).Select(_ => new double[rounds])];
        int step = 0;
        new Measurement(() => Run(execution, data, step++, batch)).WarmUp();
        for (int round = 0; round < rounds; round++)
        {
            Fill(execution, data, step++, batch);
            long begin = Stopwatch.GetTimestamp();
            for (int s = 0; s < plan.Steps.Count; s++)
            {
                long start = Stopwatch.GetTimestamp();
                execution.Run(s);
                seconds[s][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            seconds[^1][round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        return seconds;
    }

    private static void Run(CpuExecution execution, (Samples X, Samples Y) data, int step, int batch)
    {
        Fill(execution, data, step, batch);
        execution.Run();
    }

    // Other images at each step: what is the same again and again is soon learnt by heart, and random pixels drive the logits far apart; either
    // way gradients become denormal numbers, which are slow.
    private static void Fill(CpuExecution execution, (Samples X, Samples Y) data, int step, int batch)
    {
        int start = step % (data.X.Count / batch) * batch;
        data.X.Copy(start, batch, execution.Input(0));
        data.Y.Copy(start, batch, execution.Input(1));
    }
}
