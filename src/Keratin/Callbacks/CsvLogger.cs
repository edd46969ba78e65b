using System.Globalization;

namespace Keratin.Callbacks;

/// <summary>Writes the values of each epoch as a line of a CSV file. Keras' <c>CSVLogger</c>.</summary>
/// <remarks>
/// <para>The first line names the columns: <c>epoch</c>, then the values of the first epoch in alphabetical order. Where validation comes later than
/// after the first epoch its columns are there too, and hold <c>NA</c> until then.</para>
/// <para>Each line is handed to the system whole as soon as it is made: others may read the file meanwhile, and what was logged survives the end of
/// the process. <see cref="History.FromCsv"/> reads such files.</para>
/// </remarks>
/// <param name="filename">The file, such as <c>training.csv</c>.</param>
/// <param name="separator">Stands between values; a comma by default.</param>
/// <param name="append">Whether lines are put behind those of an existing file, for going on with a training; by default the file begins anew.</param>
/// <example><code>model.Fit(x, y, epochs: 20, callbacks: [new CsvLogger("training.csv")]);</code></example>
public sealed class CsvLogger(string filename, string separator = ",", bool append = false) : Callback
{
    private const string ValidationPrefix = "val_";

    private bool _needsHeader;
    private string[]? _columns;

    /// <summary>The file.</summary>
    public string Filename { get; } = string.IsNullOrEmpty(filename) ? throw new ArgumentException("CsvLogger: expected a file; got an empty name.", nameof(filename)) : filename;

    /// <summary>Stands between values.</summary>
    public string Separator { get; } = string.IsNullOrEmpty(separator) || separator.AsSpan().IndexOfAny('"', '\r', '\n') >= 0
        ? throw new ArgumentException("CsvLogger: expected a separator that is no quote and no line's end; got another.", nameof(separator))
        : separator;

    /// <summary>Whether lines are put behind those of an existing file.</summary>
    public bool Append { get; } = append;

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainBegin(ITraining training)
    {
        // Opened even though there is nothing to write yet: a file that cannot be written is found before the training, not after its first epoch.
        using (var file = new FileStream(Filename, Append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
            _needsHeader = file.Position == 0;
        _columns = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(logs);
        _columns ??= Columns(training, logs);
        string header = _needsHeader ? CsvText.Line(["epoch", .. _columns], Separator) : "";
        IEnumerable<string> cells = _columns.Select(name => logs.TryGetValue(name, out float value) ? CsvText.Number(value) : CsvText.Missing);
        // Opened for each line, so that nobody who wants to read or move the file is in the way.
        File.AppendAllText(Filename, header + CsvText.Line([epoch.ToString(CultureInfo.InvariantCulture), .. cells], Separator));
        _needsHeader = false;
    }

    // Keras gives every file columns of validation; here only those whose training validates have them.
    private static string[] Columns(ITraining training, Logs logs)
    {
        bool comesLater = training.ValidationFreq > 1 && !logs.Keys.Any(name => name.StartsWith(ValidationPrefix, StringComparison.Ordinal));
        return [.. logs.Keys, .. comesLater ? logs.Keys.Where(name => name != "learning_rate").Select(name => ValidationPrefix + name) : []];
    }
}
