using System.Threading.Channels;
using Keratin.Data;

namespace Keratin.Models;

/// <summary>Batches of a sequence, made by another thread while this one computes: so many are ready ahead.</summary>
/// <param name="sequence">The batches; it can be gone through again.</param>
/// <param name="toFeed">Checks a batch against the model.</param>
/// <param name="stepsPerEpoch">Steps of an epoch, the next going on where it ended; null for the whole sequence each epoch.</param>
/// <param name="prefetch">Batches that are ready ahead.</param>
internal sealed class StreamBatches(
    IAsyncEnumerable<Batch> sequence, Func<Batch, Feed> toFeed, int? stepsPerEpoch, int prefetch) : Batches
{
    private CancellationTokenSource? _stop;
    private ChannelReader<Batch>? _ready;
    private Task? _making;
    private CancellationToken _cancellation;
    private int _taken, _inPass;
    private int? _counted;

    public override int? Steps => stepsPerEpoch ?? _counted;

    public override BatchPosition Position => new(0, 0, _inPass, Math.Max(_inPass - 1, 0), _taken);

    public override void Begin(CancellationToken cancellationToken)
    {
        (_taken, _cancellation) = (0, cancellationToken);
        if (stepsPerEpoch is null || _ready is null)
            Open();
    }

    // Nobody can jump within a sequence: what was trained with is gone through once more, and dropped.
    public override void Resume(BatchPosition position, bool isWithin, CancellationToken cancellationToken)
    {
        (_taken, _cancellation) = (isWithin ? position.Taken - 1 : 0, cancellationToken);
        if (!isWithin && stepsPerEpoch is null)
            return;
        Open();
        for (long skipped = 0, count = isWithin ? position.Last : position.Next; skipped < count; skipped++)
        {
            if (Take() is null)
                throw new InvalidDataException($"expected a sequence of at least {count} batches, as before; got one of {skipped}");
        }
    }

    public override bool Next(out BatchSlice batch)
    {
        batch = default;
        if (_taken == stepsPerEpoch)
            return false;
        bool isAtStart = _taken == 0;
        Batch? next = Take();
        if (next is null && stepsPerEpoch is not null)
        {
            // It goes on from the beginning, unless there is nothing.
            Open();
            next = Take();
        }
        if (next is null)
        {
            if (isAtStart)
                throw new ArgumentException("Fit: expected batches; got a sequence without any.\n  hint: a sequence has to begin anew each time it is gone through");
            _counted = _taken;
            return false;
        }
        Feed feed = toFeed(next);
        batch = new BatchSlice(feed, null, 0, feed.Count);
        _taken++;
        return true;
    }

    public override void Dispose()
    {
        Close();
        base.Dispose();
    }

    private void Open()
    {
        Close();
        _inPass = 0;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var channel = Channel.CreateBounded<Batch>(new BoundedChannelOptions(prefetch) { SingleReader = true, SingleWriter = true });
        _ready = channel.Reader;
        CancellationToken token = _stop.Token;
        _making = Task.Run(() => MakeAsync(channel.Writer, token), CancellationToken.None);
    }

    // What the sequence throws is thrown where the next batch is taken.
    private async Task MakeAsync(ChannelWriter<Batch> writer, CancellationToken token)
    {
        try
        {
            await foreach (Batch batch in sequence.WithCancellation(token).ConfigureAwait(false))
                await writer.WriteAsync(batch ?? throw new ArgumentException("Fit: expected batches; got null among them."), token).ConfigureAwait(false);
            writer.Complete();
        }
        catch (Exception fault)
        {
            writer.Complete(fault);
        }
    }

    private Batch? Take()
    {
        while (true)
        {
            if (_ready!.TryRead(out Batch? batch))
            {
                _inPass++;
                return batch;
            }
            if (!_ready.WaitToReadAsync(_cancellation).AsTask().GetAwaiter().GetResult())
                return null;
        }
    }

    // Waits for the other thread, so that the sequence is left, and what it holds disposed, when Fit returns.
    private void Close()
    {
        if (_stop is null)
            return;
        _stop.Cancel();
        _making!.GetAwaiter().GetResult();
        _stop.Dispose();
        (_stop, _ready, _making) = (null, null, null);
    }
}
