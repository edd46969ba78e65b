using Keratin.Callbacks;

namespace Keratin.Bench.Measuring;

/// <summary>What is allocated from the end of one training step to the end of the next, by all threads.</summary>
internal sealed class AllocationMeter(int steps) : Callback
{
    private readonly long[] _bytes = new long[steps];
    private int _count;

    /// <summary>The median of the steps, so that what an epoch or the compiler allocates does not count.</summary>
    public double Median => Statistics.Median(Enumerable.Range(1, _count - 1).Select(i => (double)(_bytes[i] - _bytes[i - 1])));

    public override void OnTrainBegin(ITraining training) => _count = 0;

    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        if (_count < _bytes.Length)
            _bytes[_count++] = GC.GetTotalAllocatedBytes(precise: true);
    }
}
