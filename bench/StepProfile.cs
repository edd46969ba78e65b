using System.Diagnostics;
using Keratin.Bench.Measuring;
using Keratin.Cpu;
using Keratin.Models;

namespace Keratin.Bench;

/// <summary>Where the time of one training step goes: each step of the plan, the median of many runs, slowest first.</summary>
internal static class StepProfile
{
    private const int Shown = 24;

    public static int Print(NetworkProgram program, Options options)
    {
        int batch = options.Number("batch", program.Batch), rounds = options.Number("rounds", 200);
        Backend.Threads = options.Threads;
        Model model = program.CreateCompiled();
        var plan = (CpuPlan)new StepFunctions(model, model.InputShapes, program.Targets).Plan(training: true, batch);
        using var execution = (CpuExecution)plan.Rent();
        Fill(program, execution);
        double[][] seconds = Measure(plan, execution, rounds);
        double total = Statistics.Median(seconds[^1]);
        Console.WriteLine($"{program.Name}, batch {batch}: {total * 1e3:F2} ms a step, {batch / total:F0} samples/s, {plan.Steps.Count} steps, arena {plan.Length * 4 / 1e6:F1} MB");
        foreach (var (step, time) in plan.Steps.Select((step, s) => (step, Statistics.Median(seconds[s]))).OrderByDescending(pair => pair.Item2).Take(Shown))
            Console.WriteLine($"{time * 1e6,9:F1} µs {time / total,5:P0}  {step.Node?.ToString() ?? "copy"} <- {string.Join(' ', step.Node?.Inputs.Select(input => $"{input.Shape}") ?? [])}");
        return 0;
    }

    // Times of each step of the plan, then of all together.
    private static double[][] Measure(CpuPlan plan, CpuExecution execution, int rounds)
    {
        double[][] seconds = [.. Enumerable.Range(0, plan.Steps.Count + 1).Select(_ => new double[rounds])];
        for (int round = -rounds / 4; round < rounds; round++)
        {
            int kept = Math.Max(round, 0);
            long begin = Stopwatch.GetTimestamp();
            for (int s = 0; s < plan.Steps.Count; s++)
            {
                long start = Stopwatch.GetTimestamp();
                execution.Run(s);
                seconds[s][kept] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            seconds[^1][kept] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        return seconds;
    }

    // Random pixels and labels: constant ones would drive the loss to 0 and all gradients into denormal numbers, which are slow.
    private static void Fill(NetworkProgram program, CpuExecution execution)
    {
        var random = new Random(1);
        foreach (ref float pixel in execution.Input(0))
            pixel = random.Next(256);
        Span<float> targets = execution.Input(1);
        targets.Clear();
        if (program.IsSparse)
        {
            foreach (ref float label in targets)
                label = random.Next(Programs.Classes);
            return;
        }
        for (int row = 0; row < targets.Length; row += Programs.Classes)
            targets[row + random.Next(Programs.Classes)] = 1;
    }
}
