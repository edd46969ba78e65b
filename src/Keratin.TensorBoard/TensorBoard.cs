using Keratin.Callbacks.Protos;
using Keratin.Models;

namespace Keratin.Callbacks;

/// <summary>Writes a training into event files that TensorBoard shows: <c>tensorboard --logdir logs</c>. Keras' <c>keras.callbacks.TensorBoard</c>.</summary>
/// <remarks>
/// <para>Folders and names are those of Keras 3. In <c>train</c>: <c>epoch_loss</c>, <c>epoch_accuracy</c> and so on and <c>epoch_learning_rate</c>, the
/// step being the epoch from 0; with <see cref="UpdateFreq"/> <c>batch_loss</c> and so on, the step being the batch of the whole run from 1. In
/// <c>validation</c>: <c>epoch_loss</c> and so on, and <c>evaluation_loss_vs_iterations</c> and so on, the step being the optimizer's.</para>
/// <para>Each record is handed to the system whole as soon as it is made: others may read the file meanwhile, and what was logged survives the end of
/// the process, however it ends.</para>
/// </remarks>
/// <param name="logDir">The folder; <c>train</c> and <c>validation</c> are made in it. Each run needs one of its own, or its points mix with the others'.</param>
/// <example>
/// <code>
/// model.Fit(x, y, epochs: 20, callbacks: [new TensorBoard("logs/first") { HistogramFreq = 1 }]);
/// </code>
/// </example>
public sealed class TensorBoard(string logDir = "logs") : Callback
{
    private const string Train = "train", Validation = "validation", ValidationPrefix = "val_";

    private readonly Dictionary<string, EventFile> _files = [];
    private long _batches, _epochStart, _lastBatch;

    /// <summary>The folder.</summary>
    public string LogDir { get; } = string.IsNullOrEmpty(logDir) ? throw new ArgumentException("TensorBoard: expected a folder; got an empty name.", nameof(logDir)) : logDir;

    /// <summary>After how many epochs histograms of all weights are written, the first epoch being one; 0, the default, writes none.</summary>
    public int HistogramFreq { get; init => field = NotNegative(value, nameof(HistogramFreq)); }

    /// <summary>Whether the graph is written: that of the ops, grouped by layer, and the conceptual one of the layers alone. True by default.</summary>
    /// <remarks>It is the graph of a prediction: what training adds, such as dropout's masks, is not in it.</remarks>
    public bool WriteGraph { get; init; } = true;

    /// <summary>Whether the weights are written as pictures too, along with the histograms.</summary>
    /// <remarks>
    /// As in Keras: a vector as a column, a matrix lying, of kernels with three axes other than 1 the first three along the last axis; what has more axes
    /// has no picture. Other than in Keras, which shows weights below 0 as black, the smallest weight is black and the largest white.
    /// </remarks>
    public bool WriteImages { get; init; }

    /// <summary>Whether the steps per second are written, for each epoch and, with <see cref="UpdateFreq"/>, for batches.</summary>
    public bool WriteStepsPerSecond { get; init; }

    /// <summary>After how many batches the running loss and metrics are written; 0, the default, writes those of whole epochs only. Keras' <c>"batch"</c> is 1.</summary>
    public int UpdateFreq { get; init => field = NotNegative(value, nameof(UpdateFreq)); }

    /// <summary>Whose time the records get; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The graph is wanted, and the model's <c>Call</c> works only while it trains.</exception>
    public override void OnTrainBegin(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        Close();
        (_batches, _epochStart, _lastBatch) = (0, 0, 0);
        // Opened even when there is nothing to write yet: a folder that cannot be written is found before the training, not after its first epoch.
        EventFile file = File(Train);
        if (WriteGraph)
            WriteGraphs(training.Model, file);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(ITraining training, int epoch) => _epochStart = _lastBatch = TimeProvider.GetTimestamp();

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _batches++;
        if (UpdateFreq == 0)
            return;
        long now = TimeProvider.GetTimestamp();
        if (_batches % UpdateFreq == 0)
        {
            var values = logs().Select(log => Summaries.Scalar($"batch_{log.Key}", log.Value));
            if (WriteStepsPerSecond)
                values = values.Append(Summaries.Scalar("batch_steps_per_second", PerSecond(1, _lastBatch, now)));
            File(Train).Write(_batches, values);
        }
        _lastBatch = now;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(logs);
        File(Train).Write(epoch, TrainingValues(training, logs));

        KeyValuePair<string, float>[] validated =
            [.. logs.Where(log => IsOfValidation(log.Key)).Select(log => KeyValuePair.Create(log.Key[ValidationPrefix.Length..], log.Value))];
        if (validated.Length > 0)
        {
            long iterations = (long)training.Model.Optimizer!.Iterations.Span[0];
            File(Validation).Write(iterations, validated.Select(log => Summaries.Scalar($"evaluation_{log.Key}_vs_iterations", log.Value)));
            File(Validation).Write(epoch, validated.Select(log => Summaries.Scalar($"epoch_{log.Key}", log.Value)));
        }
        if (HistogramFreq > 0 && epoch % HistogramFreq == 0)
            WriteWeights(training.Model, epoch);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training) => Close();

    private IEnumerable<Summary.Types.Value> TrainingValues(ITraining training, Logs logs)
    {
        foreach (var (name, value) in logs.Where(log => !IsOfValidation(log.Key) && log.Key != "learning_rate"))
            yield return Summaries.Scalar($"epoch_{name}", value);
        yield return Summaries.Scalar("epoch_learning_rate", training.LearningRate);
        if (WriteStepsPerSecond)
            yield return Summaries.Scalar("epoch_steps_per_second", PerSecond(training.Steps, _epochStart, TimeProvider.GetTimestamp()));
    }

    private static void WriteGraphs(Model model, EventFile file)
    {
        try
        {
            file.Write(new Event { GraphDef = OpGraph.Of(model) });
            file.Write(0, [Summaries.KerasModel("keras", ConceptualGraph.Of(model))]);
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidOperationException($"TensorBoard: {fault.Message}\n  hint:     or write no graph, WriteGraph = false", fault);
        }
    }

    // A record for each weight, so that one weight's histogram and pictures are in memory at a time.
    private void WriteWeights(Model model, int epoch)
    {
        foreach (Variable weight in model.Weights)
        {
            File(Train).Write(epoch, [Summaries.Histogram($"{weight.Path}/histogram", weight.Span)]);
            if (WriteImages && WeightImages.Of(weight) is { } images)
                File(Train).Write(epoch, [Summaries.Images($"{weight.Path}/image", images)]);
        }
    }

    private EventFile File(string part)
    {
        if (!_files.TryGetValue(part, out EventFile? file))
            _files[part] = file = EventFile.Create(Path.Combine(LogDir, part), TimeProvider);
        return file;
    }

    private void Close()
    {
        foreach (EventFile file in _files.Values)
            file.Dispose();
        _files.Clear();
    }

    private float PerSecond(int steps, long from, long to) => (float)(steps / TimeProvider.GetElapsedTime(from, to).TotalSeconds);

    private static bool IsOfValidation(string name) => name.StartsWith(ValidationPrefix, StringComparison.Ordinal);

    private static int NotNegative(int value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is at least 0.");
}
