using Keratin.Bench.Measuring;
using Keratin.Bench.Peers;
using Keratin.Bench.Reporting;
using Keratin.Cpu;

namespace Keratin.Bench;

/// <summary>What all groups use: the options, the report, the team, and the peers, started when first asked for.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly Lazy<(Torch? Torch, string Reason)> _torch;
    private readonly Lazy<FmaPeak> _peak;

    public Surroundings(Options options)
    {
        Options = options;
        Models.Backend.Threads = options.Threads;
        string path = options.Text("json", Path.Combine(Repository.Artifacts, "bench.json"));
        Report = new Report(path, Machine.Describe(options.Threads), isFiltered: options.Filter.Length > 0);
        _peak = new(() => new FmaPeak(Team));
        _torch = new(StartTorch);
    }

    public Options Options { get; }

    public Report Report { get; }

    /// <summary>The threads that models run on too.</summary>
    public static ThreadTeam Team => CpuBackend.Team;

    public FmaPeak Peak => _peak.Value;

    /// <summary>PyTorch, or null where it is not to be had; the table is then told why.</summary>
    public Torch? TorchFor(Table table)
    {
        table.Note(_torch.Value.Torch?.Describe() ?? $"PyTorch not measured: {_torch.Value.Reason}");
        return _torch.Value.Torch;
    }

    public void Dispose()
    {
        if (_torch.IsValueCreated)
            _torch.Value.Torch?.Dispose();
        if (_peak.IsValueCreated)
            _peak.Value.Dispose();
    }

    private (Torch? Torch, string Reason) StartTorch()
    {
        if (Options.Has("no-peers"))
            return (null, "no-peers was asked for");
        try
        {
            Report.Progress("starting PyTorch");
            return (Torch.Start(Options, Peak.Round(0.2)), "");
        }
        catch (PeerException e)
        {
            return (null, e.Message);
        }
    }
}
