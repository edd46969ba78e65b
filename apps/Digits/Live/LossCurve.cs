namespace Digits.Live;

/// <summary>The loss over the whole training, from the few times that it is looked at.</summary>
internal sealed class LossCurve
{
    // Beyond it neighbours are merged: no window is that wide.
    private const int MaxValues = 512;

    private readonly List<double> _values = [];
    private double _sum;
    private int _batches, _perValue = 1, _pending;
    private double _pendingSum;

    /// <summary>Mean losses, the earliest first.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The running mean starts anew.</summary>
    public void BeginEpoch() => (_sum, _batches) = (0, 0);

    /// <summary>Adds the mean loss of the batches since the last call: what is told is the mean since the epoch began.</summary>
    public void Add(int batches, double mean)
    {
        if (batches <= _batches)
            return;
        double sum = mean * batches;
        // Of two nearly equal sums the difference may round to less than nothing.
        double recent = mean > 0 ? Math.Max((sum - _sum) / (batches - _batches), mean * 1e-3) : (sum - _sum) / (batches - _batches);
        (_sum, _batches) = (sum, batches);
        _pendingSum += recent;
        if (++_pending < _perValue)
            return;
        _values.Add(_pendingSum / _pending);
        (_pendingSum, _pending) = (0, 0);
        if (_values.Count == MaxValues)
            Halve();
    }

    private void Halve()
    {
        for (int i = 0; i < MaxValues / 2; i++)
            _values[i] = (_values[2 * i] + _values[(2 * i) + 1]) / 2;
        _values.RemoveRange(MaxValues / 2, MaxValues / 2);
        _perValue *= 2;
    }
}
