using Keratin.Callbacks;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>One call of <c>Fit</c>: epochs of batches, validation, callbacks, the bar.</summary>
internal sealed class TrainingRun(Model model, StepFunctions steps, Feed feed, int trained, Feed validation, int firstValidation) : ITraining
{
    private readonly int[] _order = [.. Enumerable.Range(0, trained)];

    public Model Model => model;

    public required int BatchSize { get; init; }

    public required int ValidationBatchSize { get; init; }

    public required int ValidationFreq { get; init; }

    public required bool HasValidation { get; init; }

    public required int Epochs { get; init; }

    public required int InitialEpoch { get; init; }

    public required int Verbose { get; init; }

    public required ulong? ShuffleSeed { get; init; }

    // An array, not a list behind an interface: going through that one makes an enumerator at every batch.
    public required Callback[] Callbacks { get; init; }

    public required ConsoleTerminal Terminal { get; init; }

    public int Steps => (trained + BatchSize - 1) / BatchSize;

    public bool StopTraining { get; set; }

    public float LearningRate
    {
        get => model.Optimizer!.LearningRate;
        set => model.Optimizer!.LearningRate = value;
    }

    public IReadOnlyList<Tensor<float>> GetWeights() => model.GetWeights();

    public void SetWeights(IReadOnlyList<Tensor<float>> weights) => model.SetWeights(weights);

    public void Run(CancellationToken cancellationToken)
    {
        RandomStream? shuffle = ShuffleSeed is { } seed ? new RandomStream(seed) : null;
        foreach (Callback callback in Callbacks)
            callback.OnTrainBegin(this);
        try
        {
            for (int epoch = InitialEpoch; epoch < Epochs && !StopTraining; epoch++)
            {
                shuffle?.Shuffle(_order);
                RunEpoch(epoch, cancellationToken);
            }
            if (Epochs > 0)
                model.Optimizer!.FinalizeVariableValues();
        }
        finally
        {
            foreach (Callback callback in Callbacks)
                callback.OnTrainEnd(this);
        }
    }

    private void RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        if (Epochs > 1 && Verbose > 0)
            Terminal.Writer.Write($"Epoch {epoch + 1}/{Epochs}\n");
        foreach (Callback callback in Callbacks)
            callback.OnEpochBegin(this, epoch);
        var bar = new ProgressBar(Terminal, Steps, Verbose);
        Logs logs;
        int done;
        try
        {
            done = Train(bar, cancellationToken);
            logs = Model.ToLogs(steps.Results());
            if (HasValidation && (epoch + 1) % ValidationFreq == 0)
                Validate(logs, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bar.Abandon();
            throw;
        }
        // What a callback adds, such as the learning rate, is drawn and recorded: the history is the last of them.
        foreach (Callback callback in Callbacks)
            callback.OnEpochEnd(this, epoch, logs);
        bar.Finish(done, logs);
    }

    private int Train(ProgressBar bar, CancellationToken cancellationToken)
    {
        steps.ResetMetrics();
        int batch = 0;
        Func<Logs> logs = () => Model.ToLogs(steps.Results());
        for (int start = 0; start < trained && !StopTraining; start += BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BatchSize, trained - start);
            using (IExecution execution = steps.Plan(training: true, count).Rent())
            {
                feed.Fill(execution, _order, start, count);
                execution.Run();
            }
            foreach (Callback callback in Callbacks)
                callback.OnTrainBatchEnd(this, batch, logs);
            bar.Update(++batch, logs);
        }
        return batch;
    }

    // The metrics are the same objects as in training: their values were read before.
    private void Validate(Logs logs, CancellationToken cancellationToken)
    {
        Model.Evaluate(steps, validation, firstValidation, ValidationBatchSize, bar: null, cancellationToken);
        foreach (var (name, value) in steps.Results())
            logs["val_" + name] = value;
    }
}
