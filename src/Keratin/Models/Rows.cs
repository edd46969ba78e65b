using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Samples of a model's only input, however they were given: as <see cref="Samples"/>, or as numbers one behind the other.</summary>
internal readonly ref struct Rows
{
    private readonly Samples? _samples;
    private readonly ReadOnlySpan<float> _numbers;
    private readonly int _length;

    public Rows(Samples samples) => (_samples, Count) = (samples, samples.Count);

    /// <param name="numbers">All samples.</param>
    /// <param name="length">Numbers of one.</param>
    public Rows(ReadOnlySpan<float> numbers, int length)
    {
        _numbers = numbers;
        (_length, Count) = (length, numbers.Length / length);
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    public void CopyTo(IExecution execution, int start, int count)
    {
        if (_samples is not null)
            _samples.Copy(start, count, execution.Input(0));
        else
            execution.Copy(_numbers.Slice(start * _length, count * _length), input: 0);
    }
}
