using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Keratin.Tests.Visualization.Reporting;

/// <summary>A Chromium without a window, driven by its own protocol of debuggers: <c>https://chromedevtools.github.io/devtools-protocol</c>.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly DirectoryInfo _profile;
    private readonly CancellationTokenSource _time = new(s_patience);
    private string? _session;
    private int _calls;

    private Browser(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>Where it is; null where it is not.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>What it complained about since the last page: errors in its console, exceptions, and addresses asked for that are not of the page.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Browser> Start()
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("keratin-chromium-");
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        // As root, as in most containers, it has no sandbox; it opens our own files only.
        foreach (string arg in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage",
            "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "about:blank"])
            start.ArgumentList.Add(arg);
        var browser = new Browser(Process.Start(start)!, profile);
        await browser.Connect();
        return browser;
    }

    /// <summary>Opens a file on a screen of that size and colour scheme.</summary>
    public async Task Open(string file, int width, bool isDark)
    {
        Complaints.Clear();
        await Call("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await Call("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        string address = new Uri(Path.GetFullPath(file)).AbsoluteUri;
        await Call("Page.navigate", new() { ["url"] = address });
        for (JsonNode message = await Receive(); (string?)message["method"] != "Page.loadEventFired"; message = await Receive())
            Listen(message);
    }

    /// <summary>What a script finds on the page, as JSON.</summary>
    public async Task<JsonNode> Evaluate(string script)
    {
        JsonNode result = await Call("Runtime.evaluate", new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true });
        return result["exceptionDetails"] is { } fault ? throw new InvalidOperationException(fault.ToJsonString()) : result["result"]!["value"]!;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _session = null;
            await Send("Browser.close", []);
            await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(5)).Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or InvalidOperationException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _socket.Dispose();
        _process.Dispose();
        _time.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A last helper of it may still write there.
        }
    }

    private async Task Connect()
    {
        const string Greeting = "DevTools listening on ";
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(_time.Token) ?? throw new InvalidOperationException("Chromium ended before it listened.");
        }
        while (!line.StartsWith(Greeting, StringComparison.Ordinal));
        // Nobody reads what else it says, so it must not wait for a reader.
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _socket.ConnectAsync(new Uri(line[Greeting.Length..]), _time.Token);
        string target = (string)(await Call("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        _session = (string)(await Call("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
            await Call($"{domain}.enable", []);
    }

    private void Listen(JsonNode message)
    {
        JsonNode? about = message["params"];
        string? complaint = (string?)message["method"] switch
        {
            "Log.entryAdded" => $"{about!["entry"]!["level"]}: {about["entry"]!["text"]}",
            "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" => about!.ToJsonString(),
            "Network.requestWillBeSent" when (string)about!["request"]!["url"]! is var url && url != (string)about["documentURL"]!
                && !url.StartsWith("data:", StringComparison.Ordinal) => $"asks for {url}",
            _ => null,
        };
        if (complaint is not null)
            Complaints.Add(complaint);
    }

    private async Task<JsonNode> Call(string method, JsonObject parameters)
    {
        int id = await Send(method, parameters);
        while (true)
        {
            JsonNode message = await Receive();
            if ((int?)message["id"] == id)
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message.ToJsonString()}");
            Listen(message);
        }
    }

    private async Task<int> Send(string method, JsonObject parameters)
    {
        var call = new JsonObject { ["id"] = ++_calls, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            call["sessionId"] = _session;
        await _socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, _time.Token);
        return _calls;
    }

    private async Task<JsonNode> Receive()
    {
        using var text = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _time.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }
}
