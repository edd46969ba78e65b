namespace Keratin.Callbacks;

/// <summary>A callback made of functions, for what is not worth a class.</summary>
/// <param name="onEpochBegin">Called before each epoch, with its number.</param>
/// <param name="onEpochEnd">Called after each epoch, with its number and values.</param>
/// <param name="onTrainBegin">Called before the training.</param>
/// <param name="onTrainEnd">Called after the training.</param>
/// <param name="onTrainBatchBegin">Called before each batch of training.</param>
/// <param name="onTrainBatchEnd">Called after each batch of training; the values are computed only when read.</param>
/// <param name="onTestBegin">Called before an evaluation.</param>
/// <param name="onTestEnd">Called after an evaluation.</param>
/// <param name="onTestBatchBegin">Called before each batch of an evaluation.</param>
/// <param name="onTestBatchEnd">Called after each batch of an evaluation.</param>
/// <param name="onPredictBegin">Called before a prediction.</param>
/// <param name="onPredictEnd">Called after a prediction.</param>
/// <param name="onPredictBatchBegin">Called before each batch of a prediction.</param>
/// <param name="onPredictBatchEnd">Called after each batch of a prediction; the outputs are copied only when read.</param>
/// <example>
/// <code>
/// var say = new LambdaCallback(onEpochEnd: (training, epoch, logs) => Console.WriteLine($"{epoch}: {logs["loss"]}"));
/// </code>
/// </example>
public sealed class LambdaCallback(
    Action<ITraining, int>? onEpochBegin = null, Action<ITraining, int, Logs>? onEpochEnd = null, Action<ITraining>? onTrainBegin = null,
    Action<ITraining>? onTrainEnd = null, Action<ITraining, int>? onTrainBatchBegin = null, Action<ITraining, int, Func<Logs>>? onTrainBatchEnd = null,
    Action<ITraining>? onTestBegin = null, Action<ITraining, Logs>? onTestEnd = null, Action<ITraining, int>? onTestBatchBegin = null,
    Action<ITraining, int, Func<Logs>>? onTestBatchEnd = null, Action<ITraining>? onPredictBegin = null, Action<ITraining>? onPredictEnd = null,
    Action<ITraining, int>? onPredictBatchBegin = null, Action<ITraining, int, Func<IReadOnlyList<Tensor<float>>>>? onPredictBatchEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(ITraining training, int epoch) => onEpochBegin?.Invoke(training, epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs) => onEpochEnd?.Invoke(training, epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training) => onTrainBegin?.Invoke(training);

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training) => onTrainEnd?.Invoke(training);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(ITraining training, int batch) => onTrainBatchBegin?.Invoke(training, batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs) => onTrainBatchEnd?.Invoke(training, batch, logs);

    /// <inheritdoc/>
    public override void OnTestBegin(ITraining training) => onTestBegin?.Invoke(training);

    /// <inheritdoc/>
    public override void OnTestEnd(ITraining training, Logs logs) => onTestEnd?.Invoke(training, logs);

    /// <inheritdoc/>
    public override void OnTestBatchBegin(ITraining training, int batch) => onTestBatchBegin?.Invoke(training, batch);

    /// <inheritdoc/>
    public override void OnTestBatchEnd(ITraining training, int batch, Func<Logs> logs) => onTestBatchEnd?.Invoke(training, batch, logs);

    /// <inheritdoc/>
    public override void OnPredictBegin(ITraining training) => onPredictBegin?.Invoke(training);

    /// <inheritdoc/>
    public override void OnPredictEnd(ITraining training) => onPredictEnd?.Invoke(training);

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(ITraining training, int batch) => onPredictBatchBegin?.Invoke(training, batch);

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(ITraining training, int batch, Func<IReadOnlyList<Tensor<float>>> outputs) =>
        onPredictBatchEnd?.Invoke(training, batch, outputs);
}
