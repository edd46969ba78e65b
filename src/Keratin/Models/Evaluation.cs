using System.Collections;
using Keratin.Callbacks;

namespace Keratin.Models;

/// <summary>What <c>Evaluate</c> found: the loss, then the metrics in the order of <c>Compile</c>.</summary>
public sealed class Evaluation : IReadOnlyList<KeyValuePair<string, float>>
{
    private readonly KeyValuePair<string, float>[] _values;

    // Which value is the first metric: one behind the losses.
    private readonly int _firstMetric;

    internal Evaluation(IEnumerable<KeyValuePair<string, float>> values, int losses) => (_values, _firstMetric) = ([.. values], losses);

    /// <summary>The loss.</summary>
    public float Loss => _values[0].Value;

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <summary>Name and value, in order.</summary>
    /// <param name="index">0 is the loss.</param>
    public KeyValuePair<string, float> this[int index] => _values[index];

    /// <summary>The value of that name.</summary>
    /// <param name="name">For example <c>accuracy</c>.</param>
    public float this[string name]
    {
        get
        {
            foreach (var (key, value) in _values)
            {
                if (key == name)
                    return value;
            }
            throw new KeyNotFoundException($"Evaluation: expected one of {string.Join(", ", _values.Select(pair => pair.Key))}; got '{name}'.");
        }
    }

    /// <summary>Loss and first metric: <c>var (loss, accuracy) = model.Evaluate(x, y);</c>.</summary>
    /// <remarks>Where several outputs have a loss, each stands in the list too, between their sum and the metrics.</remarks>
    /// <param name="loss">The loss.</param>
    /// <param name="metric">The first metric.</param>
    /// <exception cref="InvalidOperationException">The model was compiled without metrics.</exception>
    public void Deconstruct(out float loss, out float metric)
    {
        loss = Loss;
        metric = _values.Length > _firstMetric ? _values[_firstMetric].Value : throw new InvalidOperationException("Evaluation: expected a metric beside the loss; the model has none.");
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, float>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, float>>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>loss: 0.0712 - accuracy: 0.9780</c>.</summary>
    public override string ToString() => string.Join(" - ", _values.Select(pair => $"{pair.Key}: {ProgressBar.Format(pair.Value)}"));
}
