namespace Keratin.Models;

/// <summary>Batches of samples that lie in memory, in a new order each epoch where that is wanted.</summary>
/// <param name="feed">The samples.</param>
/// <param name="first">The first of them that belongs here.</param>
/// <param name="end">The first behind them.</param>
/// <param name="batchSize">Samples of a batch; the last of a pass may be smaller.</param>
internal sealed class ArrayBatches(Feed feed, int first, int end, int batchSize) : Batches
{
    private int[]? _order;
    private RandomStream? _shuffle;
    private int _taken;
    private long _passes;

    // Behind the last: the first epoch begins a pass.
    private int _next = int.MaxValue;
    private int _last = int.MaxValue;

    /// <summary>Steps that were asked for: an epoch ends after so many, and the next goes on there. Null for one pass an epoch.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>A seed that decides the orders; null leaves the samples as they stand.</summary>
    public ulong? ShuffleSeed
    {
        init
        {
            if (value is { } seed)
                SetOrder(seed);
        }
    }

    public override int? Steps => StepsPerEpoch ?? (end - first + batchSize - 1) / batchSize;

    public override BatchPosition Position => new(_shuffle?.Seed ?? 0, _passes, _next, _last, _taken);

    // Not across passes: the next has another order.
    public override BatchSlice? Following => _taken == StepsPerEpoch || _next >= end ? null : Slice();

    public override void Begin(CancellationToken cancellationToken)
    {
        _taken = 0;
        if (StepsPerEpoch is null || _next >= end)
            BeginPass();
    }

    public override void Resume(BatchPosition position, bool isWithin, CancellationToken cancellationToken)
    {
        bool isPlace = position is { Next: >= 0 and <= int.MaxValue, Last: >= 0 and <= int.MaxValue, Passes: >= 0 };
        if (!isPlace || (position.Seed != 0) != (_shuffle is not null))
            throw new InvalidDataException("expected a place among samples that are shuffled, or not, as here; got another");
        if (_shuffle is not null)
            SetOrder(position.Seed);
        // An order follows from the one before it, so they are gone through: that takes less time than one epoch of training.
        for (long pass = 0; pass < position.Passes; pass++)
            BeginPass();
        _passes = position.Passes;
        (_next, _taken) = isWithin ? ((int)position.Last, position.Taken - 1) : ((int)position.Next, 0);
    }

    public override bool Next(out BatchSlice batch)
    {
        batch = default;
        if (_taken == StepsPerEpoch)
            return false;
        if (_next >= end)
        {
            if (StepsPerEpoch is null)
                return false;
            BeginPass();
        }
        batch = Slice();
        (_last, _next, _taken) = (_next, _next + batch.Count, _taken + 1);
        return true;
    }

    private BatchSlice Slice() => new(feed, _order, _order is null ? _next : _next - first, Math.Min(batchSize, end - _next));

    private void SetOrder(ulong seed)
    {
        _shuffle = new RandomStream(seed);
        _order = [.. Enumerable.Range(first, end - first)];
    }

    private void BeginPass()
    {
        _next = first;
        _passes++;
        if (_order is not null)
            _shuffle!.Shuffle(_order);
    }
}
