using System.Globalization;
using Keratin.Models;
using Keratin.Saving;

namespace Keratin.Callbacks;

/// <summary>Saves the model, or its weights, while it is trained.</summary>
/// <remarks>
/// <para>The name may have places for numbers: <c>{epoch:02d}</c> (from 1), <c>{batch:02d}</c> (from 1, only where batches are counted), and whatever
/// the logs have, <c>{val_loss:.2f}</c>. Missing folders are made. A file is complete or not there: what it replaces stays until all is written.</para>
/// <para>Both kinds of file hold the optimizer's state, so that training can go on from them.</para>
/// </remarks>
/// <param name="filepath">Ends in <c>.keras</c>, or with <see cref="SaveWeightsOnly"/> in <c>.weights.h5</c>.</param>
/// <param name="monitor">What is watched where only the best is saved.</param>
/// <example>
/// <code>
/// model.Fit(x, y, epochs: 20, validationSplit: 0.2f, callbacks:
/// [
///     new ModelCheckpoint("checkpoints/{epoch:02d}-{val_loss:.2f}.keras"),
///     new ModelCheckpoint("best.weights.h5", "val_accuracy") { SaveBestOnly = true, SaveWeightsOnly = true },
/// ]);
/// </code>
/// </example>
public sealed class ModelCheckpoint(string filepath, string monitor = "val_loss") : MonitorCallback(monitor)
{
    private readonly BatchCounter _batches = new();
    private int _epoch;

    /// <summary>The name, with places for numbers.</summary>
    public string Filepath { get; } = string.IsNullOrEmpty(filepath) ? throw new ArgumentException("ModelCheckpoint: expected a file; got an empty name.", nameof(filepath)) : filepath;

    /// <summary>1 says what is saved, and why or why not; 0, the default, nothing.</summary>
    public int Verbose { get; init; }

    /// <summary>Whether a model is saved only when the watched value is better than each before; by default all are.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>Whether weights alone are saved, which models of every kind can do; by default the whole model is.</summary>
    public bool SaveWeightsOnly { get; init; }

    /// <summary>After how many batches it is saved, counted through the whole run; 0, the default, saves at the end of each epoch. Keras' <c>save_freq</c>.</summary>
    /// <remarks>Values of the middle of an epoch are those of its batches so far, and there are none of a validation.</remarks>
    public int SaveFreq { get; init => field = Require.NotNegative(value, nameof(SaveFreq)); }

    /// <summary>Only what is better than this is saved, from the first on. Where the callback is used for several trainings, <see cref="MonitorCallback.Best"/> goes on.</summary>
    public float? InitialValueThreshold
    {
        get;
        init => Best = field = value;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The file's name does not end as it must.</exception>
    public override void OnTrainBegin(ITraining training)
    {
        string extension = SaveWeightsOnly ? ".weights.h5" : ".keras";
        if (!Filepath.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException(
                $"ModelCheckpoint: expected a name that ends in {extension}, as {(SaveWeightsOnly ? "weights alone are" : "the whole model is")} saved; got '{Filepath}'.");
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(ITraining training, int epoch) => _epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (SaveFreq > 0 && _batches.Count(SaveFreq))
            Save(training, _epoch, batch, logs());
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        if (SaveFreq == 0)
            Save(training, epoch, null, logs);
    }

    /// <inheritdoc/>
    public override void SaveState(IDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _batches.Save(state);
        if (Best is { } best)
            state["best"] = Number(best);
    }

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _batches.Load(state);
        if (state.TryGetValue("best", out Tensor<float>? best))
            Best = best[0];
    }

    private void Save(ITraining training, int epoch, int? batch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        string path = FileTemplate.Fill(Filepath, epoch + 1, batch + 1, logs);
        if (!IsWanted(training, epoch, logs, path))
            return;
        if (Directory.Exists(path))
            throw new IOException($"ModelCheckpoint: expected the name of a file; got that of a folder, {path}.");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        if (SaveWeightsOnly)
            training.Model.SaveWeights(path);
        else
            training.Model.Save(path);
        Say(training, epoch, $"finished saving model to {path}");
    }

    private bool IsWanted(ITraining training, int epoch, Logs logs, string path)
    {
        if (!SaveBestOnly)
        {
            Say(training, epoch, $"saving model to {path}");
            return true;
        }
        // As in Keras: better one too many than none at all.
        if (ValueOf(training, epoch, logs) is not { } current)
            return true;
        string before = Best is { } best ? best.ToString("F5", CultureInfo.InvariantCulture) : "None";
        if (!IsImprovement(training, current, Best))
        {
            Say(training, epoch, $"{Monitor} did not improve from {before}");
            return false;
        }
        Say(training, epoch, string.Create(CultureInfo.InvariantCulture, $"{Monitor} improved from {before} to {current:F5}, saving model to {path}"));
        Best = current;
        return true;
    }

    private void Say(ITraining training, int epoch, string what)
    {
        if (Verbose > 0)
            training.Print($"Epoch {epoch + 1}: {what}");
    }
}
