using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;

namespace Keratin.Bench.Peers;

/// <summary>One network that PyTorch trains, in the setting that suits it best.</summary>
internal sealed class TorchTraining
{
    // Settings that are so much slower than the best after two trials have no third one.
    private const double Hopeless = 1.5;

    private readonly Torch _torch;
    private readonly NetworkProgram _program;

    /// <summary>Tries all settings with a little data.</summary>
    public TorchTraining(Torch torch, NetworkProgram program, int threads, bool isQuick)
    {
        (_torch, _program) = (torch, program);
        TorchSetting[] all = [.. TorchSetting.All(HasConvolutions(program), threads)];
        Setting = all[0];
        Seconds(4 * program.Batch);
        double perSample = Seconds(4 * program.Batch) / (4 * program.Batch);
        int samples = Math.Clamp((int)((isQuick ? 0.1 : 0.3) / perSample) / program.Batch, 2, 60000 / program.Batch) * program.Batch;
        double[] times = [.. all.Select(_ => double.PositiveInfinity)];
        // The best of several, as a shared machine slows some; the first also warms up.
        for (int round = 0; round < (isQuick ? 2 : 4); round++)
        {
            double limit = round < 2 ? double.PositiveInfinity : Hopeless * times.Min();
            for (int s = 0; s < all.Length; s++)
            {
                if (times[s] > limit)
                    continue;
                Setting = all[s];
                times[s] = Math.Min(times[s], Seconds(samples));
            }
        }
        Setting = all[Array.IndexOf(times, times.Min())];
        SamplesPerSecond = samples / times.Min();
    }

    /// <summary>The fastest.</summary>
    public TorchSetting Setting { get; private set; }

    /// <summary>As the trial showed, roughly.</summary>
    public double SamplesPerSecond { get; }

    /// <summary>Weights that are trained.</summary>
    public long Parameters { get; private set; }

    /// <summary>Trains once with the first samples.</summary>
    public double Seconds(int samples)
    {
        Peer peer = _torch.Process(Setting.TunedAllocator);
        peer.Ask(new JsonObject { ["do"] = "threads", ["threads"] = Setting.Threads });
        JsonObject answer = peer.Ask(Request(_program, Setting, samples));
        Parameters = (long)answer["parameters"]!;
        return (double)answer["seconds"]!;
    }

    public static JsonObject Request(NetworkProgram program, TorchSetting setting, int samples) => new()
    {
        ["do"] = "epoch",
        ["program"] = program.Name,
        ["optimizer"] = program.OptimizerName,
        ["layout"] = setting.Layout,
        ["foreach"] = setting.Foreach,
        ["folder"] = Repository.Mnist,
        ["samples"] = samples,
        ["batch"] = program.Batch,
    };

    private static bool HasConvolutions(NetworkProgram program) => program.Name is not ("mlp" or "dnn");
}
