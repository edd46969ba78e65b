using Keratin.Callbacks;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>One call of <c>Fit</c>: epochs of batches, validation, callbacks, the bar.</summary>
/// <param name="model">The model.</param>
/// <param name="steps">Its plans where all batches have one feed; null to ask for each batch.</param>
/// <param name="training">Batches that train.</param>
/// <param name="validation">Batches that validate, or null.</param>
internal sealed class TrainingRun(Model model, StepFunctions? steps, Batches training, Batches? validation) : ITraining
{
    private int _seenSteps;

    public Model Model => model;

    public required int? ValidationSteps { get; init; }

    public required int ValidationFreq { get; init; }

    public required int Epochs { get; init; }

    public required int InitialEpoch { get; init; }

    public required int Verbose { get; init; }

    // An array, not a list behind an interface: going through that one makes an enumerator at every batch.
    public required Callback[] Callbacks { get; init; }

    public required ConsoleTerminal Terminal { get; init; }

    public int Steps => training.Steps ?? _seenSteps;

    public bool StopTraining { get; set; }

    public float LearningRate
    {
        get => RequireOptimizer().LearningRate;
        set => RequireOptimizer().LearningRate = value;
    }

    public IReadOnlyList<Tensor<float>> GetWeights() => model.GetWeights();

    public void SetWeights(IReadOnlyList<Tensor<float>> weights) => model.SetWeights(weights);

    public void Run(CancellationToken cancellationToken)
    {
        foreach (Callback callback in Callbacks)
            callback.OnTrainBegin(this);
        try
        {
            for (int epoch = InitialEpoch; epoch < Epochs && !StopTraining; epoch++)
                RunEpoch(epoch, cancellationToken);
            if (Epochs > 0)
                model.Optimizer?.FinalizeVariableValues();
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
        training.Begin(cancellationToken);
        foreach (Callback callback in Callbacks)
            callback.OnEpochBegin(this, epoch);
        var bar = new ProgressBar(Terminal, training.Steps, Verbose);
        Logs logs;
        try
        {
            _seenSteps = Train(bar, cancellationToken);
            logs = Model.ToLogs(steps!.Results(training: true));
            if (validation is not null && (epoch + 1) % ValidationFreq == 0)
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
        bar.Finish(_seenSteps, logs);
    }

    private int Train(ProgressBar bar, CancellationToken cancellationToken)
    {
        steps?.ResetMetrics();
        int batch = 0;
        Func<Logs> logs = () => Model.ToLogs(steps!.Results(training: true));
        while (!StopTraining && training.Next(out BatchSlice slice))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (batch == 0)
                BeginSteps(slice);
            using (IExecution execution = steps!.Plan(training: true, slice.Feed, slice.Count).Rent())
            {
                slice.Fill(execution);
                execution.Run();
            }
            foreach (Callback callback in Callbacks)
                callback.OnTrainBatchEnd(this, batch, logs);
            bar.Update(++batch, logs);
        }
        return batch;
    }

    // The first batch of a sequence says what its targets look like.
    private void BeginSteps(BatchSlice first)
    {
        if (steps is not null && steps.Fits(first.Feed))
            return;
        steps = model.StepsFor(first.Feed, $"{model}.Fit");
        steps.ResetMetrics();
    }

    // The metrics are the same objects as in training: their values were read before.
    private void Validate(Logs logs, CancellationToken cancellationToken)
    {
        model.Evaluate(ref steps, validation!, ValidationSteps, bar: null, cancellationToken);
        foreach (var (name, value) in steps!.Results(training: false))
            logs["val_" + name] = value;
    }

    private Optimizers.Optimizer RequireOptimizer() => model.Optimizer ?? throw new InvalidOperationException(
        $"{model}: expected an optimizer whose learning rate can be asked for; got a model whose training step brings its own.");
}
