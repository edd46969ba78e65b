namespace Keratin.Callbacks;

/// <summary>The values of each epoch, as <c>Fit</c> returns them: <c>history["val_accuracy"]</c>.</summary>
public sealed class History : Callback
{
    private readonly SortedDictionary<string, List<float>> _values = new(StringComparer.Ordinal);
    private readonly List<int> _epochs = [];
    private readonly List<Logs> _logs = [];

    /// <summary>Numbers of the epochs, from 0.</summary>
    public IReadOnlyList<int> Epoch => _epochs;

    /// <summary>Names of what was recorded, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>The values epoch by epoch, each with the names that it has.</summary>
    internal IReadOnlyList<Logs> Logs => _logs;

    /// <summary>The values of one name, an epoch each; with a validation frequency above 1 <c>val_</c> names have fewer.</summary>
    /// <param name="name">For example <c>val_loss</c>.</param>
    public IReadOnlyList<float> this[string name] => _values.TryGetValue(name, out List<float>? values)
        ? values
        : throw new KeyNotFoundException($"History: expected one of {string.Join(", ", Keys)}; got '{name}'.");

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training)
    {
        _values.Clear();
        _epochs.Clear();
        _logs.Clear();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        Add(epoch, logs);
    }

    /// <summary>The values of one more epoch.</summary>
    internal void Add(int epoch, Logs logs)
    {
        _epochs.Add(epoch);
        _logs.Add(logs);
        foreach (var (name, value) in logs)
        {
            if (!_values.TryGetValue(name, out List<float>? values))
                _values[name] = values = [];
            values.Add(value);
        }
    }

    /// <summary>The values as CSV text: <c>epoch,accuracy,loss,…</c>, a line an epoch; empty where an epoch has no value.</summary>
    public string ToCsv()
    {
        var text = new System.Text.StringBuilder("epoch");
        foreach (string name in Keys)
            text.Append(',').Append(name);
        text.Append('\n');
        for (int i = 0; i < _epochs.Count; i++)
        {
            text.Append(_epochs[i]);
            foreach (string name in Keys)
                text.Append(',').Append(Cell(name, i));
            text.Append('\n');
        }
        return text.ToString();
    }

    private string Cell(string name, int row) =>
        _logs[row].TryGetValue(name, out float value) ? value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "";
}
