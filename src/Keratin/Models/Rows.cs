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

    /// <summary>Some of them as floats that lie side by side; empty where they are of another kind.</summary>
    public ReadOnlySpan<float> Floats(int start, int count) =>
        _samples is null ? _numbers.Slice(start * _length, count * _length) : _samples.Floats(start, count);

    public void CopyTo(IExecution execution, int start, int count)
    {
        if (Floats(start, count) is { Length: > 0 } floats)
            execution.Copy(floats, input: 0);
        else
            _samples!.Copy(start, count, execution.Input(0));
    }
}
