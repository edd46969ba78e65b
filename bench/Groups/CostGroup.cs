using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Bench.Peers;
using Keratin.Bench.Reporting;

namespace Keratin.Bench.Groups;

/// <summary>What the programs cost besides time of computing: allocations, memory, planning.</summary>
internal static class CostGroup
{
    private const int Batches = 20;

    public static void Run(Surroundings surroundings)
    {
        Memory(surroundings);
        Planning(surroundings);
    }

    private static void Memory(Surroundings surroundings)
    {
        var table = new Table(
            "Memory", "program", "allocated in a training step, bytes", "in Predict of one image, bytes", "peak in training, MB", "PyTorch's peak, MB");
        Torch? torch = surroundings.TorchFor(table);
        foreach (NetworkProgram program in Programs.All.Where(program => surroundings.Options.Wants(program.Name)))
        {
            Report.Progress($"{program.Name}: memory");
            table.Add(
                program.Name, Cell.Of(PerStep(program)), Cell.Of(PerPrediction(program)), Cell.Of(OwnPeak(program, surroundings.Options.Threads) / 1e6),
                torch is null ? Cell.None : Cell.Of(TorchPeak(torch, program, surroundings.Options.Threads) / 1e6));
        }
        table.Note($"a step: from the end of one to the end of the next, all threads; median of {Batches}");
        table.Note("peak: resident memory of a new process that has all images of MNIST, ours as bytes, PyTorch as floats, and trains "
            + $"{Batches} batches; the runtime is part of it");
        surroundings.Report.Add(table);
    }

    private static double PerStep(NetworkProgram program)
    {
        var meter = new AllocationMeter(Batches);
        new OwnTraining(program, Batches * program.Batch).Seconds(epochs: 3, meter);
        return meter.Median;
    }

    private static double PerPrediction(NetworkProgram program)
    {
        const int Calls = 200;
        var prediction = new OwnPrediction(program.CreateCompiled());
        for (int n = 0; n < Calls; n++)
            prediction.One();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < Calls; n++)
            prediction.One();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static double OwnPeak(NetworkProgram program, int threads)
    {
        using Peer child = Child.Start(threads);
        return (double)child.Ask(new JsonObject { ["do"] = "peak-memory", ["program"] = program.Name, ["batches"] = Batches })["bytes"]!;
    }

    private static double TorchPeak(Torch torch, NetworkProgram program, int threads)
    {
        using Peer fresh = torch.StartFresh(threads);
        var setting = new TorchSetting(TunedAllocator: false, "contiguous", Foreach: false, threads);
        fresh.Ask(TorchTraining.Request(program, setting, Batches * program.Batch));
        return (double)fresh.Ask(new JsonObject { ["do"] = "peak_memory" })["bytes"]!;
    }

    private static void Planning(Surroundings surroundings)
    {
        var table = new Table(
            "Tracing and planning a training step, ms", "program", "batch", "model with weights, cold", "model, compiled ahead",
            "plan, cold", "plan, compiled ahead", "plan, warm", "steps", "arena, MB");
        string? published = Published.Find("bench", "Keratin.Bench.dll", table);
        foreach (NetworkProgram program in Programs.All.Append(Programs.ResNet50).Where(program => surroundings.Options.Wants(program.Name)))
        {
            Report.Progress($"{program.Name}: planning");
            List<JsonObject> runs = [], ahead = [];
            for (int round = 0; round < surroundings.Options.Rounds(5); round++)
            {
                runs.Add(Plan(program, Child.Start(surroundings.Options.Threads)));
                if (published is not null)
                    ahead.Add(Plan(program, Child.Start(surroundings.Options.Threads, published)));
            }
            table.Add(
                program.Name, Cell.Of(program.Batch), Milliseconds(runs, "create"), Milliseconds(ahead, "create"), Milliseconds(runs, "cold"),
                Milliseconds(ahead, "cold"), Milliseconds(runs, "warm"), Cell.Of((double)runs[0]["steps"]!), Cell.Of((double)runs[0]["bytes"]! / 1e6, 1));
        }
        table.Note("cold: the first in a new process, median of several that alternate; the JIT compiles our own code meanwhile, or, ahead, what dotnet publish "
            + "leaves to it. resnet50 has 224² × 3 pixels");
        surroundings.Report.Add(table);
    }

    private static JsonObject Plan(NetworkProgram program, Peer child)
    {
        using (child)
            return child.Ask(new JsonObject { ["do"] = "plan", ["program"] = program.Name });
    }

    private static Cell Milliseconds(List<JsonObject> runs, string name) =>
        Cell.Of(Statistics.Median(runs.Select(run => (double)run[name]!)) * 1e3, 1);
}
