using System.Globalization;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Saving.Hdf5;

namespace Keratin.Callbacks;

/// <summary>Keeps a record of a training so that the same program, started again after it was killed, goes on as if nothing had happened.</summary>
/// <remarks>
/// <para>The record holds the weights, the optimizer, the epoch and the batch, the order of the samples, the seeds and counters of all random numbers,
/// the sums of the metrics, and what the other callbacks remember. A training that goes on therefore ends with the same weights, to the last bit, as
/// one that was never interrupted; where a seed of the program is not set too.</para>
/// <para>The program must be the same: model, <c>Compile</c>, data and arguments of <c>Fit</c> (<c>epochs</c> may grow). A sequence of batches is gone
/// through again up to where it was, so it has to give the same batches. The history that <c>Fit</c> returns begins where the training went on.</para>
/// <para>When training comes to its end the record is deleted; a training that is cancelled or fails leaves it. It is one file, written beside the old
/// one and put in its place when it is complete, so that a kill at any time leaves a whole one. It is a weights file, which Keras can read.</para>
/// </remarks>
/// <param name="backupDir">A folder that nothing else uses; it is made where it is missing.</param>
/// <example><code>model.Fit(x, y, epochs: 200, callbacks: [new BackupAndRestore("backup")]);   // start it again, and it goes on</code></example>
public sealed class BackupAndRestore(string backupDir) : Callback
{
    private const string FileName = "latest.weights.h5", Before = ".bkp";

    private readonly BatchCounter _batches = new();
    private Backup? _resumed;
    private int _epoch;

    /// <summary>The folder.</summary>
    public string BackupDir { get; } = string.IsNullOrEmpty(backupDir) ? throw new ArgumentException("BackupAndRestore: expected a folder; got an empty name.", nameof(backupDir)) : backupDir;

    /// <summary>After how many batches the record is renewed, counted through the whole run; 0, the default, renews it after each epoch. Keras' <c>save_freq</c>.</summary>
    public int SaveFreq { get; init => field = Require.NotNegative(value, nameof(SaveFreq)); }

    /// <summary>Whether the record before is kept as well, for the case that the last one cannot be read.</summary>
    public bool DoubleCheckpoint { get; init; }

    /// <summary>Whether the record is deleted when training comes to its end; true by default.</summary>
    public bool DeleteCheckpoint { get; init; } = true;

    /// <inheritdoc/>
    internal override bool ComesLast => true;

    private string Latest => Path.Combine(BackupDir, FileName);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    /// <exception cref="InvalidDataException">There is a record, but of another training, or it is damaged.</exception>
    public override void OnTrainBegin(ITraining training)
    {
        TrainingRun run = RunOf(training);
        if (!run.Model.IsBuilt)
            throw new InvalidOperationException(
                $"BackupAndRestore: expected a model that has its weights; got {run.Model}, which has not seen its input.\n  hint: begin with an Input, or call Build");
        _resumed = null;
        string[] records = [.. new[] { Latest, Latest + Before }.Where(File.Exists)];
        if (records.Length == 0)
            return;
        try
        {
            _resumed = Backup.Read(records[0], run);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException && records.Length > 1)
        {
            _resumed = Backup.Read(records[1], run);
        }
        _resumed.Restore(run);
        run.Resume(_resumed.Point);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(ITraining training, int epoch)
    {
        _epoch = epoch;
        // Within an epoch callbacks have done already what they do at its beginning, such as setting the learning rate, and just did it again.
        if (_resumed is { Point: { Batch: > 0 } point } && point.Epoch == epoch)
            _resumed.Restore(RunOf(training));
        _resumed = null;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        if (SaveFreq > 0 && _batches.Count(SaveFreq))
            Save(RunOf(training), _epoch, batch + 1);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        if (SaveFreq == 0)
            Save(RunOf(training), epoch + 1, 0);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.IsInterrupted || !DeleteCheckpoint)
            return;
        // Not the folder with all that is in it, as in Keras: there may be something that is not ours.
        File.Delete(Latest);
        File.Delete(Latest + Before);
        if (Directory.Exists(BackupDir) && !Directory.EnumerateFileSystemEntries(BackupDir).Any())
            Directory.Delete(BackupDir);
    }

    /// <inheritdoc/>
    public override void SaveState(IDictionary<string, Tensor<float>> state) => _batches.Save(state);

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor<float>> state) => _batches.Load(state);

    private void Save(TrainingRun run, int epoch, int batch)
    {
        Directory.CreateDirectory(BackupDir);
        H5Group root = Backup.Write(run, epoch, batch);
        if (DoubleCheckpoint && File.Exists(Latest))
            File.Move(Latest, Latest + Before, overwrite: true);
        FileReplacement.Write(Latest, overwrite: true, stream => H5File.Write(stream, root));
    }

    private static TrainingRun RunOf(ITraining training) => training as TrainingRun ?? throw new InvalidOperationException(
        string.Create(CultureInfo.InvariantCulture, $"BackupAndRestore: expected a run of Fit; got {training?.GetType().Name ?? "null"}."));
}
