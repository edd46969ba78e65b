using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;

namespace Keratin.Bench.Peers;

/// <summary>PyTorch in two processes, one of which keeps freed memory, both with the processor type at which OpenBLAS is fastest here.</summary>
internal sealed class Torch : IDisposable
{
    /// <summary>What to do where it is missing.</summary>
    public const string Hint = "install Debian's python3-torch and libopenblas0-openmp, or name another Python with python=PATH";

    // The reference BLAS, which Debian installs by itself, reaches one or two percent; OpenBLAS a quarter and more.
    private const double LeastShareOfPeak = 0.05;

    private static readonly Dictionary<string, string> s_tunedAllocator = new()
    {
        ["MALLOC_TRIM_THRESHOLD_"] = "2000000000",
        ["MALLOC_MMAP_THRESHOLD_"] = "2000000000",
        ["MALLOC_TOP_PAD_"] = "67108864",
    };

    private static readonly string[] s_processorTypes = ["", "SkylakeX", "Zen", "Haswell"];

    private readonly Options _options;
    private readonly Peer _usual, _tuned;

    private Torch(Options options, string processorType, double gigaFlops)
    {
        (_options, ProcessorType, GigaFlops) = (options, processorType, gigaFlops);
        _usual = StartProcess(options, processorType, isTuned: false);
        _tuned = StartProcess(options, processorType, isTuned: true);
        JsonObject hello = Hello(_usual, options.Threads);
        Hello(_tuned, options.Threads);
        (Version, Blas) = ((string)hello["version"]!, string.Join(", ", hello["blas"]!.AsArray().Select(path => Path.GetFileName((string)path!))));
    }

    public string Version { get; }

    /// <summary>Files of the BLAS library in use.</summary>
    public string Blas { get; }

    /// <summary>What <c>OPENBLAS_CORETYPE</c> says; empty where the library's own choice is best.</summary>
    public string ProcessorType { get; }

    /// <summary>Of a product of matrices of 1024².</summary>
    public double GigaFlops { get; }

    /// <summary>Starts it and finds its best processor type.</summary>
    /// <exception cref="PeerException">It is not installed, or its BLAS is so slow that nothing could be learnt.</exception>
    public static Torch Start(Options options, double peakGigaFlops)
    {
        var (type, gigaFlops) = WithHint(() => FindProcessorType(options));
        if (gigaFlops < LeastShareOfPeak * peakGigaFlops)
            throw new PeerException(
                $"PyTorch multiplies at {gigaFlops:F1} GFLOP/s where the machine has {peakGigaFlops:F0}: its BLAS is not OpenBLAS; {Hint}");
        return new Torch(options, type, gigaFlops);
    }

    /// <summary>The process with that allocator.</summary>
    public Peer Process(bool isTuned) => isTuned ? _tuned : _usual;

    /// <summary>A further process, for what can only be measured in a new one. The caller ends it.</summary>
    public Peer StartFresh(int threads)
    {
        Peer peer = StartProcess(_options, ProcessorType, isTuned: false);
        Hello(peer, threads);
        return peer;
    }

    public string Describe() =>
        $"PyTorch {Version}, {_options.Threads} threads, {Blas}, OPENBLAS_CORETYPE {(ProcessorType.Length > 0 ? ProcessorType : "unset")}, " +
        $"{GigaFlops:F0} GFLOP/s at 1024³, denormals flushed";

    /// <summary>Lets both processes forget their networks and images.</summary>
    public void Forget()
    {
        _usual.Ask(new JsonObject { ["do"] = "forget" });
        _tuned.Ask(new JsonObject { ["do"] = "forget" });
    }

    public void Dispose()
    {
        _usual.Dispose();
        _tuned.Dispose();
    }

    private static (string Type, double GigaFlops) FindProcessorType(Options options)
    {
        // The products of a training step of dnn and cnn, and a large one.
        JsonArray shapes = [new JsonArray(1024, 1024, 1024), new JsonArray(128, 784, 512), new JsonArray(512, 128, 512), new JsonArray(128, 1024, 1000)];
        var best = (Type: "", Time: double.PositiveInfinity, GigaFlops: 0.0);
        foreach (string type in s_processorTypes)
        {
            using Peer peer = StartProcess(options, type, isTuned: false);
            Hello(peer, options.Threads);
            var ask = new JsonObject { ["do"] = "matmul", ["shapes"] = shapes.DeepClone(), ["seconds"] = 0.06 };
            double[][] rounds = [.. Enumerable.Range(0, 3).Select(_ => Times(peer.Ask(ask)["seconds"]!.AsArray()))];
            // Shapes count alike, and the best round of each: a shared machine slows some.
            double[] fastest = [.. Enumerable.Range(0, shapes.Count).Select(s => rounds.Min(round => round[s]))];
            double time = Statistics.GeometricMean(fastest);
            if (time < best.Time)
                best = (type, time, 2.0 * 1024 * 1024 * 1024 / fastest[0] / 1e9);
        }
        return (best.Type, best.GigaFlops);
    }

    private static double[] Times(JsonArray array) => [.. array.Select(time => (double)time!)];

    private static Peer StartProcess(Options options, string processorType, bool isTuned)
    {
        var environment = new Dictionary<string, string>(isTuned ? s_tunedAllocator : []) { ["PYTHONDONTWRITEBYTECODE"] = "1" };
        if (processorType.Length > 0)
            environment["OPENBLAS_CORETYPE"] = processorType;
        string python = options.Text("python", OperatingSystem.IsWindows() ? "python" : "/usr/bin/python3");
        return Peer.Start("PyTorch", python, [Path.Combine(Repository.Peers, "torch_peer.py")], environment);
    }

    private static JsonObject Hello(Peer peer, int threads) => peer.Ask(new JsonObject { ["do"] = "hello", ["threads"] = threads });

    // What goes wrong at the first start is that it is not installed.
    private static T WithHint<T>(Func<T> start)
    {
        try
        {
            return start();
        }
        catch (PeerException e)
        {
            throw new PeerException($"{e.Message}; {Hint}");
        }
    }
}
