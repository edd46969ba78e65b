using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keratin.Bench.Peers;

/// <summary>A child process that answers one JSON object a line for each that it is sent.</summary>
/// <remarks>Each wait is bounded, and no child outlives this program: all that run are ended when it exits, also by a signal. Were it
/// killed outright, the children would see the end of their input.</remarks>
internal sealed class Peer : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly List<Peer> s_running = [];
    private static readonly List<PosixSignalRegistration> s_signals = [];
    private static readonly Lock s_lock = new();

    private readonly Process _process;
    private readonly Queue<string> _errors = [];
    private bool _isEnded;

    static Peer()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            s_signals.Add(PosixSignalRegistration.Create(signal, _ => EndAll()));
    }

    private Peer(string name, Process process)
    {
        (Name, _process) = (name, process);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
        lock (s_lock)
            s_running.Add(this);
    }

    public string Name { get; }

    /// <summary>What all that run have used of the processors.</summary>
    public static TimeSpan ProcessorTime
    {
        get
        {
            lock (s_lock)
                return s_running.Aggregate(TimeSpan.Zero, (sum, peer) => sum + peer.Used());
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="command">The program.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="environment">Variables it gets beside ours.</param>
    /// <exception cref="PeerException">It cannot be started.</exception>
    public static Peer Start(
        string name, string command, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        try
        {
            return new Peer(name, Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new PeerException($"{name}: {command} cannot be started: {e.Message}");
        }
    }

    /// <summary>Sends a request and waits for the answer.</summary>
    /// <param name="request">What is to be done; <c>do</c> names it.</param>
    /// <param name="patience">How long at most; some minutes by default.</param>
    /// <exception cref="PeerException">There is no answer, or it is an error.</exception>
    public JsonObject Ask(JsonObject request, TimeSpan? patience = null)
    {
        string? line;
        try
        {
            _process.StandardInput.WriteLine(request.ToJsonString());
            _process.StandardInput.Flush();
            Task<string?> reading = _process.StandardOutput.ReadLineAsync();
            if (!reading.Wait(patience ?? s_patience))
            {
                Dispose();
                throw new PeerException($"{Name}: no answer to '{request["do"]}' in time");
            }
            line = reading.Result;
        }
        catch (Exception e) when (e is IOException or AggregateException or InvalidOperationException)
        {
            line = null;
        }
        if (line is null)
            throw new PeerException($"{Name}: ended while it was asked for '{request["do"]}'. {LastErrors()}");
        JsonObject answer = Parse(line);
        return answer["error"] is { } error ? throw new PeerException($"{Name}: {request["do"]}: {error}") : answer;
    }

    private JsonObject Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line)!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new PeerException($"{Name}: expected one JSON object a line; got '{line}'");
        }
    }

    /// <summary>Closes its input, upon which it should end, and ends it if it does not.</summary>
    public void Dispose() => End(TimeSpan.FromSeconds(2));

    private static void EndAll()
    {
        Peer[] running;
        lock (s_lock)
            running = [.. s_running];
        foreach (Peer peer in running)
            peer.End(TimeSpan.Zero);
    }

    private void End(TimeSpan grace)
    {
        lock (s_lock)
        {
            if (_isEnded)
                return;
            _isEnded = true;
            s_running.Remove(this);
        }
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(grace))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(TimeSpan.FromSeconds(2));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or Win32Exception)
        {
            // It has ended by itself.
        }
        _process.Dispose();
    }

    private TimeSpan Used()
    {
        try
        {
            return _process.TotalProcessorTime;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return TimeSpan.Zero;
        }
    }

    private void Remember(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > 3)
                _errors.Dequeue();
        }
    }

    private string LastErrors()
    {
        // What it wrote last may still be on its way.
        if (_process.WaitForExit(TimeSpan.FromSeconds(1)))
            _process.WaitForExit();
        lock (_errors)
            return string.Join(" / ", _errors);
    }
}
