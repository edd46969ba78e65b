using System.Text.Json.Nodes;

namespace Keratin.Bench.Peers;

/// <summary>PyTorch with our weights, in the way of running that suits them best.</summary>
internal sealed class TorchPrediction
{
    private readonly Peer _peer;

    private TorchPrediction(Peer peer, float[] probabilities) => (_peer, Probabilities) = (peer, probabilities);

    /// <summary>What it makes of the first test images.</summary>
    public float[] Probabilities { get; }

    /// <summary>How it ran in the last round.</summary>
    public string Way { get; private set; } = "";

    /// <summary>Images of a batch in the last round.</summary>
    public int Batch { get; private set; }

    /// <summary>Hands it the weights and lets it write the model as ONNX.</summary>
    public static TorchPrediction Load(Torch torch, SharedModel model, int check)
    {
        Peer peer = torch.Process(isTuned: true);
        JsonObject answer = peer.Ask(new JsonObject
        {
            ["do"] = "load",
            ["program"] = model.Program.Name,
            ["weights"] = model.WeightsFile,
            ["shapes"] = model.Shapes(),
            ["onnx"] = model.OnnxFile,
            ["one_operator"] = model.OneOperatorFile,
            ["folder"] = Repository.Mnist,
            ["check"] = check,
        });
        return new TorchPrediction(peer, [.. answer["probabilities"]!.AsArray().Select(p => (float)p!)]);
    }

    /// <summary>Time that so many images take, the median of a round; the first with such a key also tries what is fastest.</summary>
    public double Seconds(string key, int images, IEnumerable<int> batches, int threads, double seconds)
    {
        JsonObject answer = _peer.Ask(new JsonObject
        {
            ["do"] = "predict",
            ["round"] = key,
            ["images"] = images,
            ["batches"] = new JsonArray([.. batches.Select(batch => JsonValue.Create(batch))]),
            ["threads"] = threads,
            ["seconds"] = seconds,
            ["folder"] = Repository.Mnist,
        });
        (Way, Batch) = ((string)answer["way"]!, (int)answer["batch"]!);
        return (double)answer["seconds"]!;
    }
}
