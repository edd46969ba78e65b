using System.Collections;

namespace Keratin.Callbacks;

/// <summary>Numbers by name, in alphabetical order as Keras reports them: <c>accuracy</c>, <c>loss</c>, <c>val_accuracy</c>, <c>val_loss</c>.</summary>
public sealed class Logs : IReadOnlyDictionary<string, float>
{
    private readonly SortedDictionary<string, float> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<float> Values => _values.Values;

    /// <summary>The number of that name.</summary>
    /// <param name="key">Its name.</param>
    public float this[string key]
    {
        get => _values[key];
        set => _values[key] = value;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out float value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, float>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
