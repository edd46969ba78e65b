using System.Diagnostics;
using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Bench;

/// <summary>Where the time of one training step goes: each step of the plan, the median of many runs, slowest first.</summary>
internal static class StepProfile
{
    private static readonly Dictionary<string, Func<Sequential>> s_networks = new()
    {
        ["mlp"] = () => [new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Dense(128, "relu"), new Dense(10, "softmax")],
        ["dnn"] = () =>
        [
            new Input(28, 28), new Rescaling(1f / 255), new Flatten(), new Dense(512, "relu"), new Dropout(0.2f), new Dense(512, "relu"),
            new Dropout(0.2f), new Dense(10, "softmax"),
        ],
        ["cnn"] = () =>
        [
            new Input(28, 28, 1), new Rescaling(1f / 255), new Conv2D(32, 5, "relu"), new MaxPooling2D(2), new Conv2D(64, 5, "relu"),
            new MaxPooling2D(2), new Flatten(), new Dense(1000, "relu"), new Dense(10, "softmax"),
        ],
        ["cnn-dropout"] = () =>
        [
            new Input(28, 28, 1), new Rescaling(1f / 255), new Conv2D(16, 5, "relu") { Padding = Padding.Same }, new MaxPooling2D(2),
            new Conv2D(36, 5, "relu") { Padding = Padding.Same }, new MaxPooling2D(2), new Dropout(0.25f), new Flatten(), new Dense(128, "relu"),
            new Dropout(0.5f), new Dense(10, "softmax"),
        ],
    };

    public static void Print(string network, int batch, int rounds)
    {
        Sequential model = s_networks[network]();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        var plan = (CpuPlan)new StepFunctions(model, model.InputShapes, [Shape.Unknown]).Plan(training: true, batch);
        using var execution = (CpuExecution)plan.Rent();
        execution.Input(0).Fill(100);
        double[][] seconds = [.. plan.Steps.Select(_ => new double[rounds])];
        double[] whole = new double[rounds];
        for (int round = -rounds / 4; round < rounds; round++)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int s = 0; s < plan.Steps.Count; s++)
            {
                long start = Stopwatch.GetTimestamp();
                execution.Run(s);
                if (round >= 0)
                    seconds[s][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            if (round >= 0)
                whole[round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        double total = Median(whole);
        Console.WriteLine($"{network}, batch {batch}: {total * 1e3:F2} ms a step, {batch / total:F0} samples/s, {plan.Steps.Count} steps, arena {plan.Length * 4 / 1e6:F1} MB");
        foreach (var (step, time) in plan.Steps.Select((step, s) => (step, Median(seconds[s]))).OrderByDescending(pair => pair.Item2).Take(24))
            Console.WriteLine($"{time * 1e6,9:F1} µs {time / total,5:P0}  {step.Node?.ToString() ?? "copy"} <- {string.Join(' ', step.Node?.Inputs.Select(input => $"{input.Shape}") ?? [])}");
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
