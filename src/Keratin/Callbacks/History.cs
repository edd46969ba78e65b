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
        var text = new System.Text.StringBuilder(CsvText.Line(["epoch", .. Keys], ","));
        for (int i = 0; i < _epochs.Count; i++)
            text.Append(CsvText.Line([$"{_epochs[i]}", .. Keys.Select(name => Cell(name, i))], ","));
        return text.ToString();
    }

    /// <summary>The history in CSV text: what <see cref="ToCsv"/> or a <see cref="CsvLogger"/> wrote.</summary>
    /// <remarks>Cells that are empty or hold <c>NA</c> are values that an epoch does not have. Nothing is lost: <see cref="ToCsv"/> gives the same numbers again.</remarks>
    /// <param name="text">A line of names, the first being <c>epoch</c>, then a line for each epoch.</param>
    /// <param name="separator">Stands between values.</param>
    /// <exception cref="InvalidDataException">It is something else; the message names the line.</exception>
    /// <example><code>History history = History.FromCsv(File.ReadAllText("training.csv"));</code></example>
    public static History FromCsv(string text, string separator = ",")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(separator);
        List<List<string>> rows;
        try
        {
            rows = CsvText.Read(text, separator);
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException($"History.FromCsv: expected lines of values; got {fault.Message}.", fault);
        }
        if (rows.Count == 0 || rows[0][0] != "epoch" || rows[0].Distinct().Count() != rows[0].Count)
            throw new InvalidDataException(
                $"History.FromCsv: expected a first line that begins with 'epoch' and names each column once; got '{(rows.Count == 0 ? "" : string.Join(separator, rows[0]))}'.");
        var history = new History();
        for (int row = 1; row < rows.Count; row++)
            history.Add(rows[0], rows[row], row + 1);
        return history;
    }

    private void Add(List<string> names, List<string> cells, int line)
    {
        if (cells.Count != names.Count)
            throw new InvalidDataException($"History.FromCsv, line {line}: expected {names.Count} values; got {cells.Count}.");
        var logs = new Logs();
        for (int i = 1; i < cells.Count; i++)
        {
            try
            {
                if (CsvText.Parse(cells[i]) is { } value)
                    logs[names[i]] = value;
            }
            catch (FormatException fault)
            {
                throw new InvalidDataException($"History.FromCsv, line {line}, {names[i]}: expected a number; got '{cells[i]}'.", fault);
            }
        }
        Add(
            int.TryParse(cells[0], System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out int epoch)
                ? epoch
                : throw new InvalidDataException($"History.FromCsv, line {line}: expected the number of an epoch; got '{cells[0]}'."),
            logs);
    }

    private string Cell(string name, int row) =>
        _logs[row].TryGetValue(name, out float value) ? value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "";
}
