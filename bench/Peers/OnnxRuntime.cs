using System.Text.Json.Nodes;

namespace Keratin.Bench.Peers;

/// <summary>ONNX Runtime through its binding for Node.</summary>
internal sealed class OnnxRuntime : IDisposable
{
    /// <summary>What to do where it is missing.</summary>
    public const string Hint = "install Node, then in bench/Peers: npm install --ignore-scripts --no-package-lock";

    private readonly Peer _peer;

    private OnnxRuntime(Peer peer, string version) => (_peer, Version) = (peer, version);

    public string Version { get; }

    /// <exception cref="PeerException">It is not installed.</exception>
    public static OnnxRuntime Start(Options options)
    {
        Peer? peer = null;
        try
        {
            peer = Peer.Start("ONNX Runtime", options.Text("node", "node"), [Path.Combine(Repository.Peers, "onnx_peer.js")]);
            JsonObject hello = peer.Ask(new JsonObject { ["do"] = "hello", ["folder"] = Repository.Mnist });
            return new OnnxRuntime(peer, (string)hello["version"]!);
        }
        catch (PeerException e)
        {
            peer?.Dispose();
            throw new PeerException($"{e.Message}; {Hint}");
        }
    }

    /// <summary>Makes a model ready to run, besides others.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="threads">Threads that it runs on.</param>
    /// <param name="check">How many test images.</param>
    /// <returns>What it makes of them.</returns>
    public float[] Load(string path, int threads, int check)
    {
        JsonObject answer = _peer.Ask(new JsonObject { ["do"] = "load", ["onnx"] = path, ["threads"] = threads, ["check"] = check });
        return [.. answer["probabilities"]!.AsArray().Select(p => (float)p!)];
    }

    public int ChooseBatch(string path, int images, IEnumerable<int> batches, double seconds)
    {
        var request = new JsonObject { ["do"] = "choose", ["onnx"] = path, ["images"] = images, ["seconds"] = seconds };
        request["batches"] = new JsonArray([.. batches.Select(batch => JsonValue.Create(batch))]);
        return (int)_peer.Ask(request)["batch"]!;
    }

    /// <summary>Time that so many images take in such batches, the median of a round.</summary>
    public double Seconds(string path, int images, int batch, double seconds) => (double)_peer.Ask(
        new JsonObject { ["do"] = "predict", ["onnx"] = path, ["images"] = images, ["batch"] = batch, ["seconds"] = seconds })["seconds"]!;

    public void Dispose() => _peer.Dispose();
}
