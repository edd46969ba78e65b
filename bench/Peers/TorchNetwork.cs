using System.Text.Json.Nodes;

namespace Keratin.Bench.Peers;

/// <summary>One network of the applications in PyTorch, in the setting that suits it best, on one batch of noise.</summary>
internal sealed class TorchNetwork
{
    private readonly Torch _torch;
    private readonly NetworkProgram _program;
    private readonly bool _training;

    /// <summary>Tries both layouts with both allocators; the optimizer goes over all weights at once.</summary>
    public TorchNetwork(Torch torch, NetworkProgram program, bool training, int threads)
    {
        (_torch, _program, _training) = (torch, program, training);
        TorchSetting[] all = [.. TorchSetting.All(hasImages: true, threads).Where(setting => setting.Foreach && setting.Threads == threads)];
        double least = double.PositiveInfinity;
        TorchSetting best = Setting = all[0];
        foreach (TorchSetting setting in all)
        {
            Setting = setting;
            Seconds();
            double seconds = Math.Min(Seconds(), Seconds());
            // Two networks with their optimizer's state are more than needs to be kept.
            torch.Forget();
            if (seconds < least)
                (least, best) = (seconds, setting);
        }
        Setting = best;
    }

    /// <summary>The fastest.</summary>
    public TorchSetting Setting { get; private set; }

    /// <summary>Weights that are trained.</summary>
    public long Parameters { get; private set; }

    /// <summary>One step.</summary>
    public double Seconds()
    {
        Peer peer = _torch.Process(Setting.TunedAllocator);
        JsonObject answer = peer.Ask(new JsonObject
        {
            ["do"] = "step",
            ["program"] = _program.Name,
            ["optimizer"] = _program.OptimizerName,
            ["layout"] = Setting.Layout,
            ["foreach"] = Setting.Foreach,
            ["threads"] = Setting.Threads,
            ["batch"] = _program.Batch,
            ["training"] = _training,
        });
        Parameters = (long)answer["parameters"]!;
        return (double)answer["seconds"]!;
    }
}
