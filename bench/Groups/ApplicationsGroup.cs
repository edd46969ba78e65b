using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Bench.Peers;
using Keratin.Bench.Reporting;

namespace Keratin.Bench.Groups;

/// <summary>The classic networks at the size of their papers: time and memory of a step, and two of them beside PyTorch.</summary>
internal static class ApplicationsGroup
{
    public static void Run(Surroundings surroundings)
    {
        Costs(surroundings);
        Comparison(surroundings);
    }

    private static void Costs(Surroundings surroundings)
    {
        var table = new Table(
            "Applications", "network", "parameters", "image", "batch", "new weights, ms", "training step, ms", "peak, MB", "forward, ms", "peak (forward), MB");
        foreach (NetworkProgram program in Applications.All.Where(program => surroundings.Options.Wants(program.Name)))
        {
            Report.Progress($"{program.Name}: time and memory");
            JsonObject training = Ask(program, "training-step", surroundings.Options), forward = Ask(program, "forward", surroundings.Options);
            table.Add(
                program.Name, Cell.Of((double)training["parameters"]!), (string)training["input"]!, Cell.Of(program.Batch), Cell.Of((double)training["build"]! * 1e3),
                Cell.Significant((double)training["seconds"]! * 1e3), Cell.Of((double)training["bytes"]! / 1e6),
                Cell.Significant((double)forward["seconds"]! * 1e3), Cell.Of((double)forward["bytes"]! / 1e6));
        }
        table.Note("each in a new process; the fastest of several steps with Adam, loss and accuracy; peak: resident memory, the runtime included");
        surroundings.Report.Add(table);
    }

    private static JsonObject Ask(NetworkProgram program, string what, Options options)
    {
        using Peer child = Child.Start(options.Threads);
        return child.Ask(new JsonObject { ["do"] = what, ["program"] = program.Name, ["rounds"] = options.Rounds(6) });
    }

    private static void Comparison(Surroundings surroundings)
    {
        var table = new Table(
            "Applications beside PyTorch, ms", "network", "batch", "step", "Keratin", "PyTorch", "ratio", "of the fastest rounds", "PyTorch's best setting");
        Torch? torch = surroundings.TorchFor(table);
        foreach (NetworkProgram program in Applications.Compared.Where(program => torch is not null && surroundings.Options.Wants(program.Name)))
        {
            var ours = new OwnNetwork(program);
            foreach (bool training in (bool[])[true, false])
            {
                Report.Progress($"{program.Name}: trying PyTorch's settings");
                var theirs = new TorchNetwork(torch!, program, training, surroundings.Options.Threads);
                if (theirs.Parameters != ours.Trained)
                    throw new InvalidOperationException($"{program.Name}: {ours.Trained} weights here, {theirs.Parameters} there: not the same network.");
                Report.Progress($"{program.Name}: {(training ? "training" : "forward")}");
                Rounds[] times = Alternation.Measure(
                    surroundings.Options.Rounds(7), warmups: 1, () => training ? ours.TrainingStep() : ours.Forward(), () => theirs.Seconds());
                table.Add(
                    program.Name, Cell.Of(program.Batch), training ? "training" : "forward", Cell.Significant(times[0].Median * 1e3),
                    Cell.Significant(times[1].Median * 1e3), Cell.Ratio(times[1].Median / times[0].Median), Cell.Ratio(times[1].Least / times[0].Least),
                    theirs.Setting.ToString());
            }
            torch!.Forget();
        }
        surroundings.Report.Add(table);
    }
}
