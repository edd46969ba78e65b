using System.Text;
using Keratin.Callbacks;
using Keratin.Digits.Terminals;

namespace Digits.Live;

/// <summary>Shows a training while it runs: a table of the finished epochs, and below it a bar, the running values and the loss as a curve.</summary>
/// <remarks>
/// It draws ten times a second at most and reads the running values only then; in between a batch costs a look at the clock. The cursor
/// stays visible and waits below the picture, so that however the program ends the window is left in order.
/// </remarks>
internal sealed class LiveTraining(TextWriter output, Func<TerminalProfile> look, int batchSize, TimeProvider? time = null) : Callback
{
    private const double RedrawSeconds = 0.1;

    // Epochs that take longer than this are also drawn at their last batch: validation may keep them waiting there.
    private const double LongEpochSeconds = 1;

    // In narrower windows, and lower ones, the library's bar is the better picture.
    private const int LeastWidth = 30, LeastHeight = 6;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly LiveRegion _region = new(output);
    private readonly LossCurve _curve = new();
    private readonly List<EpochRow> _finished = [];
    private EpochTable? _table;
    private (long Training, long Epoch, long FirstBatch, long? Drawn) _at;
    private int _epoch, _batch;
    private long _batches;
    private Logs? _logs;

    /// <summary>The display for the terminal there is; null where plain text is due.</summary>
    public static LiveTraining? Where(Surroundings surroundings, int batchSize)
    {
        if (surroundings.Terminal is not { IsRich: true, Width: >= LeastWidth, Height: >= LeastHeight } terminal)
            return null;
        // The first picture loads and compiles the table library: that is done while the data set is read, which leaves a processor idle.
        _ = Task.Run(() => WarmUp(terminal));
        return new(surroundings.Output == Console.Out ? OneWriteAPicture() : surroundings.Output, surroundings.Look, batchSize);
    }

    public override void OnTrainBegin(ITraining training)
    {
        _table = new EpochTable(training.Epochs);
        _at = (_time.GetTimestamp(), 0, 0, null);
        Draw(training, isOver: false);
    }

    public override void OnEpochBegin(ITraining training, int epoch)
    {
        (_epoch, _batch, _logs) = (epoch, 0, null);
        _at.Epoch = _time.GetTimestamp();
        _curve.BeginEpoch();
    }

    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        _batch = batch + 1;
        if (++_batches == 1)
            _at.FirstBatch = _time.GetTimestamp();
        if (!IsDue() && !(_batch == training.Steps && SecondsSince(_at.Epoch) > LongEpochSeconds))
            return;
        Read(logs());
        Draw(training, isOver: false);
    }

    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        Read(logs);
        _finished.Add(new(epoch, _time.GetElapsedTime(_at.Epoch), logs));
        if (IsDue())
            Draw(training, isOver: false);
    }

    public override void OnTrainEnd(ITraining training) => Draw(training, isOver: true);

    private static void WarmUp(TerminalProfile terminal)
    {
        var logs = new Logs { ["accuracy"] = 0, ["loss"] = 1 };
        var table = new EpochTable(epochs: 1);
        var curve = new LossCurve();
        curve.Add(1, 1);
        curve.Add(2, 1);
        IReadOnlyList<string> rows = table.Take([new(0, TimeSpan.Zero, logs)], terminal);
        IEnumerable<string> lines = LiveLines.Of(new(0, 1, 1, 2, logs, TimeSpan.Zero, 1), curve, terminal, withBar: true);
        new LiveRegion(TextWriter.Null).Draw(rows, [.. lines], terminal);
    }

    // The console's own writer passes text on in small pieces, between which a terminal may draw half a picture.
    private static StreamWriter OneWriteAPicture() => new(
        Console.OpenStandardOutput(), Console.OutputEncoding is UTF8Encoding ? new UTF8Encoding(false) : Console.OutputEncoding, bufferSize: 1 << 16);

    private void Read(Logs logs)
    {
        _logs = logs;
        if (logs.TryGetValue("loss", out float loss))
            _curve.Add(_batch, loss);
    }

    private bool IsDue() => _at.Drawn is not { } drawn || SecondsSince(drawn) >= RedrawSeconds;

    private void Draw(ITraining training, bool isOver)
    {
        _at.Drawn = _time.GetTimestamp();
        TerminalProfile terminal = look();
        var status = new LiveStatus(_epoch, training.Epochs, _batch, training.Steps, _logs, Remaining(training), ImagesPerSecond());
        IReadOnlyList<string> rows = _table!.Take(_finished, terminal);
        _finished.Clear();
        List<string> below = _table.Bottom is { } bottom ? [bottom] : [];
        bool isComplete = isOver && _epoch + 1 == training.Epochs && _batch == training.Steps;
        below.AddRange(LiveLines.Of(status, _curve, terminal, withBar: !isComplete));
        _region.Draw(rows, below, terminal);
    }

    // The first batch compiles and warms up: what is left goes on at the pace of the later ones.
    private TimeSpan? Remaining(ITraining training)
    {
        long all = (long)training.Epochs * training.Steps;
        return _batches < 2 ? null : _time.GetElapsedTime(_at.FirstBatch) / (_batches - 1) * Math.Max(all - (((long)_epoch * training.Steps) + _batch), 0);
    }

    private double? ImagesPerSecond() =>
        _batch < 2 || SecondsSince(_at.Epoch) is not (> 0 and var seconds) ? null : (double)_batch * batchSize / seconds;

    private double SecondsSince(long timestamp) => _time.GetElapsedTime(timestamp).TotalSeconds;
}
