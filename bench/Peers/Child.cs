using System.Diagnostics;
using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Cpu;
using Keratin.Models;

namespace Keratin.Bench.Peers;

/// <summary>This program once more, for what can only be measured in a new process. It answers like the other peers.</summary>
internal static class Child
{
    /// <summary>The option that makes the program a child.</summary>
    public const string Word = "child";

    public static Peer Start(int threads) => Peer.Start("Keratin", Environment.ProcessPath!, [.. Itself(), Word, $"threads={threads}"]);

    /// <summary>This program as it was published.</summary>
    public static Peer Start(int threads, string published) => Peer.Start("Keratin", "dotnet", [published, Word, $"threads={threads}"]);

    // Started as `dotnet Keratin.Bench.dll` the process is dotnet, which has to be told again what to run.
    private static string[] Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    /// <summary>Answers requests until the input ends.</summary>
    public static int Serve(int threads)
    {
        Backend.Threads = threads;
        while (Console.In.ReadLine() is { } line)
        {
            JsonObject request = JsonNode.Parse(line)!.AsObject();
            NetworkProgram program = Programs.Named((string)request["program"]!);
            JsonObject answer = (string)request["do"]! switch
            {
                "plan" => Plan(program),
                "training-step" => Step(new OwnNetwork(program), network => network.TrainingStep(), (int)request["rounds"]!),
                "forward" => Step(new OwnNetwork(program), network => network.Forward(), (int)request["rounds"]!),
                _ => PeakMemory(program, (int)request["batches"]!),
            };
            Console.Out.WriteLine(answer.ToJsonString());
        }
        return 0;
    }

    private static JsonObject PeakMemory(NetworkProgram program, int batches)
    {
        new OwnTraining(program, batches * program.Batch).Seconds();
        using Process self = Process.GetCurrentProcess();
        return new JsonObject { ["bytes"] = self.PeakWorkingSet64 };
    }

    // The first plans and compiles; what is small is run for half a second.
    private static JsonObject Step(OwnNetwork network, Func<OwnNetwork, double> run, int rounds)
    {
        long begin = Stopwatch.GetTimestamp();
        double least = double.PositiveInfinity;
        run(network);
        for (int round = 0; round < rounds || Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.5; round++)
            least = Math.Min(least, run(network));
        using Process self = Process.GetCurrentProcess();
        return new JsonObject
        {
            ["parameters"] = network.Parameters,
            ["input"] = network.Input,
            ["build"] = network.BuildSeconds,
            ["seconds"] = least,
            ["bytes"] = self.PeakWorkingSet64,
        };
    }

    private static JsonObject Plan(NetworkProgram program)
    {
        var (create, first, plan) = Time(program);
        double[] again = [.. Enumerable.Range(0, 5).Select(_ => Time(program).Plan)];
        return new JsonObject
        {
            ["create"] = create,
            ["cold"] = first,
            ["warm"] = Statistics.Median(again),
            ["steps"] = plan.Steps.Count,
            ["bytes"] = plan.Length * sizeof(float),
        };
    }

    // Seconds for the model with its weights, and for tracing and planning a training step.
    private static (double Create, double Plan, CpuPlan Made) Time(NetworkProgram program)
    {
        long begin = Stopwatch.GetTimestamp();
        Model model = program.CreateCompiled();
        model.Build([.. model.InputShapes]);
        long created = Stopwatch.GetTimestamp();
        CpuPlan plan = TrainingData.Plan(model, program, program.Batch);
        return (Stopwatch.GetElapsedTime(begin, created).TotalSeconds, Stopwatch.GetElapsedTime(created).TotalSeconds, plan);
    }
}
